"""Jobs that outlive the machines they run on. Only ``engine.py`` knows which engine does it."""

from accessible_reader.jobs.port import Job, JobQueue, JobStatus, Steps, Worker, WorkerLimits

__all__ = ["Job", "JobQueue", "JobStatus", "Steps", "Worker", "WorkerLimits"]
