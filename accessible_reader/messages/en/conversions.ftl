edition-without-file = This edition has no file that could be converted.
conversion-not-found = There is no such conversion.
conversion-not-stopped = Only a conversion that failed or was cancelled can be tried again.
priority-wrong = There is no such priority.
job-lost = The work on this conversion ended without a result. It can be tried again.
worker-name-taken = A worker called “{ $name }” is already running on this machine.
storage-unavailable = The storage for books could not be reached for a long time: { $reason }
database-unavailable = The database could not be reached for a long time.
source-file-missing = The file “{ $file }” is no longer in the storage.
artifact-not-found = There is no such artifact.
format-without-imprint = The format { $format } cannot carry the mark that the rights of this book ask for, so it is not given out.

## Commands worker and jobs

cli-worker-help = Does the library's conversions until it is stopped.
cli-worker-name = Name of this worker, the same after each restart.
cli-worker-processes = How many parts to make at the same time (default: one for each processor core).
cli-worker-grace = Seconds to finish what has begun, when asked to stop.
worker-started = Worker { $name } is ready.
worker-stopping = Stopping. What is unfinished goes on after the next start, or on another machine.
worker-lost = Other workers took this one for dead and have taken over its work. It ends now and should be started again.
cli-jobs-help = Lists conversions, shows one, stops one, tries one again, or moves one forward.
cli-jobs-action = list (if nothing is said), show, cancel, retry or priority.
cli-jobs-conversion = The beginning of the conversion's id.
cli-jobs-state = Only conversions in this state; may be given several times.
cli-jobs-limit = At most so many.
cli-jobs-as-json = Print JSON.
jobs-none = There are none.
jobs-line = { $id }  { $format }: { $state }, { $percent } %. { $title }
job-state-queued = waiting
job-state-running = being made
job-state-done = done
job-state-failed = failed
job-state-cancelled = cancelled

## Commands admin convert-folder and admin export-ledger

cli-convert-folder-help = Takes in every book of a folder and has it converted by the workers.
cli-convert-folder-folder = The folder; folders in it count as well.
cli-convert-folder-to = A format to make; may be given several times.
cli-convert-folder-rights = public_domain, licensed or print_disabled_only.
cli-convert-folder-rights-basis = Where this right comes from, in words, for the ledger.
cli-convert-folder-branch = Code of the branch in whose queue the books stand.
cli-convert-folder-wait = Watch until all have ended.
batch-no-such-branch = There is no branch with the code “{ $branch }”.
batch-book-failed = { $file }: { $message }
batch-queued = Conversions asked for: { $count }.
batch-percent = { $percent } % have ended.
batch-done = Done: { $done }. Not done: { $failed }.
cli-export-ledger-help = Writes what was given to whom, by pseudonym, as a CSV table.
cli-export-ledger-out = The file to write (otherwise: standard output).
cli-export-ledger-since = From this day on (UTC).
cli-export-ledger-until = Until before this day (UTC).
ledger-written = { $file }: lines written: { $count }.

download-cap = You have downloaded { $most } files within 24 hours, the most this library allows for one reader. Please go on tomorrow; or call us if you need more today.
