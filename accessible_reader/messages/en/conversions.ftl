edition-without-file = This edition has no file that could be converted.
conversion-not-found = There is no such conversion.
conversion-not-stopped = Only a conversion that failed or was cancelled can be tried again.
job-lost = The work on this conversion ended without a result. It can be tried again.
worker-name-taken = A worker called “{ $name }” is already running on this machine.
storage-unavailable = The storage for books could not be reached for a long time: { $reason }
database-unavailable = The database could not be reached for a long time.
source-file-missing = The file “{ $file }” is no longer in the storage.
