## Errors: back-up and restore

backup-passphrase-missing = A passphrase is needed. Give it in a file (--passphrase-file), in ACCESSIBLE_READER_BACKUP_PASSPHRASE, or at a terminal. (A backup with --plain and without --with-keys needs none; whoever has that file can read who borrowed what.)
backup-passphrase-short = The passphrase must have at least { $least } characters; several words are best. Whoever has the file can try as many as they like.
backup-passphrases-differ = The two passphrases are not the same. Nothing was written.
backup-passphrase-wrong = That is not the passphrase of this backup.
backup-file-there = “{ $file }” is already there and is not replaced. Please take another name.
backup-no-folder = There is no folder “{ $folder }”.
backup-no-backup = This file is not a backup of a library.
backup-newer = This backup was made by a newer version of this program ({ $software }). Please update the program first. Nothing was changed.
backup-damaged = This backup is damaged ({ $what }) and was not restored. Nothing was changed. Please take another copy of it, or an older one.
restore-not-empty = There is already something in this library. With --replace it is replaced; until the backup is there as a whole, it stays as it is. --into FOLDER makes a new library instead.
restore-workers-live = Somebody is working in this library: { $workers }. Please stop all workers and the website first.
restore-refused = The database refuses a row of this backup ({ $reason }). Nothing was changed.
restore-keys-missing = The keys of this library are needed, and they are not in the backup. Please put your copy of them to “{ $file }” first. Without them names, cards and PINs cannot be read by anybody.
restore-keys-other = The keys in “{ $file }” are not those of this backup. Please put the right ones there (move the others aside; do not delete them).
audit-hash-bad = A noted hash is at least { $least } digits from 0 to 9 and a to f.
conversion-ended = This conversion has already ended.
jobs-no-such-branch = There is no library or branch with the code “{ $branch }”.
jobs-needs-id = Please say which conversion, by the beginning of its id. “accessible-reader jobs” lists them.
jobs-needs-priority = Please say the priority: patron (somebody waits), staff, or batch.

## Commands admin backup and admin restore

cli-backup-help = Backs the whole library up into one file, while it is at work.
cli-backup-target = The file to write, or a folder, in which the name is chosen.
cli-backup-plain = Do not encrypt. Whoever has the file can then read who borrowed what.
cli-backup-with-keys = The keys of personal data as well, under the passphrase. Otherwise keep a copy of them elsewhere.
cli-backup-passphrase-file = A file whose first line is the passphrase.
cli-backup-as-json = Print the report as JSON.
cli-restore-help = Brings a library back from a backup.
cli-restore-file = The backup.
cli-restore-into = A folder for a new library with its own database and files there, whatever the settings say.
cli-restore-replace = Replace what is in the library now. It stays until the backup is there as a whole.
cli-restore-check = Only read the backup and say whether it is whole.
cli-restore-passphrase-file = A file whose first line is the passphrase.
cli-restore-as-json = Print the report as JSON.
backup-ask = Passphrase of the backup:{" "}
backup-ask-again = The same once more:{" "}
backup-percent = { $percent } % is backed up.
restore-check-percent = { $percent } % is checked.
restore-percent = { $percent } % is back.
backup-done = Backed up to { $file }. Rows: { $rows }. Files: { $files }.
backup-audit-end = End of the audit log, to be noted elsewhere: { $number } { $hash }
backup-keys-out = ATTENTION: the keys are NOT in this backup. Without “{ $file }” nobody can ever read names, cards and PINs from it. Keep a copy of that file in another place than the backups.
backup-keys-in = The keys are in this backup, under the passphrase. Without the passphrase nobody can read names, cards and PINs from it.
backup-plain = This backup is not encrypted: whoever has the file can read who borrowed what.
backup-file-missing = Not in the storage: { $file }
backup-file-damaged = Not as it was stored: { $file }
backup-not-whole = The backup was written, but the library itself is not whole. Files missing: { $missing }. Files damaged: { $damaged }.
restore-whole = This backup of { $made_at } is whole. Rows: { $rows }. Files: { $files }.
restore-done = The library is as it was on { $made_at }. Rows: { $rows }. Files: { $files }.
restore-requeued = Conversions that had not ended and begin again: { $count }. Files on their way into the catalogue: { $intakes }.
restore-sign-in-again = Everybody has to sign in again.
restore-forgotten-again = People who had asked to be forgotten after this backup, and were forgotten again: { $count }.
restore-not-forgotten = { $person } had asked to be forgotten after this backup, but has something on loan in it. Please see to it.
restore-audit-whole = The audit log is as it was written. Its end now: { $number } { $hash }
restore-audit-broken = ATTENTION: the audit log in this backup is not as it was written, at row { $number }: { $what }.

## Commands admin audit-export and admin audit-verify

cli-audit-export-help = Writes the audit log as a table, verifies it, and says its end, to be noted elsewhere.
cli-audit-export-out = The file to write (otherwise: standard output).
cli-audit-export-form = csv or jsonl (JSON, one object a line).
cli-audit-export-since = From this day on (UTC).
cli-audit-export-until = Until before this day (UTC).
cli-audit-verify-help = Verifies that the audit log is as it was written.
cli-audit-verify-expect = A hash that was noted elsewhere, or at least its first 12 digits: it must be in the log.
cli-audit-verify-as-json = Print JSON.
audit-written = Rows written: { $count }.
audit-whole = The audit log is as it was written. Rows: { $count }.
audit-noted-found = The noted end is row { $number }.
audit-broken = ATTENTION: the audit log is not as it was written, at row { $number }: { $what }.
audit-changed = a row was changed
audit-missing = a row is missing
audit-end-missing = rows at the end are missing
audit-end-changed = the end was changed
audit-older-than-noted = it is older than the end that was noted, or another one

## Command jobs

cli-jobs-value = For priority: patron (somebody waits), staff or batch.
cli-jobs-library = Only conversions in the queue of the library or branch with this code.
cli-jobs-form = Only conversions into this format.
jobs-detail-book = Book: { $title }
jobs-detail-format = Format: { $format }
jobs-detail-state = State: { $state }
jobs-detail-priority = Priority: { $priority }, attempt { $attempt }
jobs-detail-parts = Parts: { $done } of { $total }
jobs-detail-requested = Asked for: { $at }
jobs-detail-started = Begun: { $at }
jobs-detail-ended = Ended: { $at }
jobs-detail-error = Why: { $message } ({ $name })
jobs-detail-option = Option { $name }: { $value }
jobs-detail-artifact = Made: { $main }, files: { $files }, { $size }
jobs-detail-check = Check { $name }: { $passed ->
        [yes] passed
       *[no] not passed
    }
