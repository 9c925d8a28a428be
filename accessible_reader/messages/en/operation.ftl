## Command serve

cli-serve-help = Runs the website and the workers, starts again what ends, and ends what hangs.
cli-serve-host = Address on which the website listens (default: ACCESSIBLE_READER_HOST, else 127.0.0.1: only this machine).
cli-serve-port = Port on which the website listens (default: ACCESSIBLE_READER_PORT, else 8000).
cli-serve-workers = How many workers to start (default: ACCESSIBLE_READER_WORKERS, else 1; each uses all processor cores).
cli-serve-web = Whether to run the website; without it there are only workers.
cli-serve-grace = Seconds to finish what has begun, when asked to stop.
serve-starting =
    { $web ->
        [yes] Starting the website and { $workers ->
            [0] no worker
            [one] one worker
           *[other] { $workers } workers
        }. Ctrl-C stops everything.
       *[no] Starting { $workers ->
            [one] one worker
           *[other] { $workers } workers
        }. Ctrl-C stops everything.
    }
serve-open = The website is open at { $address }
serve-waits = The database cannot be reached, or somebody holds it. Waiting for it.
serve-stopping = Stopping. What is unfinished goes on after the next start, or on another machine.
serve-restarts = { $name } has ended (status { $status }). It is started again in { $seconds } s.
serve-hangs = { $name } shows no sign of life. It is ended and started again.
serve-gave-up = { $name } has ended { $count } times in a row shortly after its start (last status { $status }). The lines above say why. Everything is stopped.
serve-nothing = There is nothing to run: with --no-web there must be at least one worker.
serve-port-taken = The website cannot listen on port { $port }: { $reason }. Another program uses it, or the port needs rights; choose another with --port.
serve-host-unknown = “{ $host }” is no address of this machine.

## Command admin upkeep

cli-upkeep-help = Does at once what workers do every hour and every day: removes what is kept no longer.
cli-upkeep-as-json = Print JSON.
upkeep-nothing = There was nothing to remove.
upkeep-failed = Could not be done ({ $reason }): { $what }
upkeep-sign-in-links = Sign-in links that are too old: { $count }
upkeep-passkey-questions = Unanswered questions to passkeys: { $count }
upkeep-sign-in-delays = Delays after wrong sign-ins that no longer count: { $count }
upkeep-lost-conversions = Conversions whose work was lost, now failed: { $count }
upkeep-lost-intakes = Intakes whose work was lost, now failed: { $count }
upkeep-holds = Holds that nobody came for, ended: { $count }
upkeep-digital-loans = Digital loans whose time is over, ended: { $count }
upkeep-sessions = Sessions that ended a month ago: { $count }
upkeep-finished-jobs = Notes of jobs that ended a month ago: { $count }
upkeep-leftovers = Files and folders left over by conversions: { $count }
upkeep-uploads = Files that nobody takes into the catalogue: { $count }
upkeep-clips = Speech clips that were not used for long, or too many: { $count }

## Command health

cli-health-help = Says how the service is: database, storage, keys, workers, queue, disk, voices, braille.
cli-health-as-json = Print JSON.
health-line-well = Well: { $part } ({ $detail })
health-line-warning = Look at this soon: { $part } ({ $detail })
health-line-ill = Ill: { $part } ({ $detail })
health-part-database = database
health-part-storage = storage of books
health-part-keys = keys of personal data
health-part-workers = workers
health-part-queue = waiting conversions
health-part-disk = room on the disk
health-part-voices = voices
health-part-braille = braille
health-works = works
health-failed = { $reason }
health-too-slow = no answer within { $seconds } s
health-not-migrated = its tables are not those of this program; starting “serve” or “worker” brings them up to date
health-storage-lies = what was written was not read back
health-keys-do-not-fit = the keys do not open what is in the database; they belong to another one
health-workers =
    { $count ->
        [one] one lives
       *[other] { $count } live
    }, last sign of life { $last_beat_seconds } s ago
health-no-worker = none lives, so nothing is converted; start “serve” or “worker”
health-queue =
    { $count ->
        [0] none
        [one] one
       *[other] { $count }
    }
health-long-wait = { $count }, the first for { $minutes } minutes
health-room = { $free_gib } GiB
health-well = All is well.
health-ill = Something is ill.
