"""All tables of all domains, for the migrations to see."""

import accessible_reader.audit.models
import accessible_reader.catalogue.models
import accessible_reader.conversions.models
import accessible_reader.deliveries.models
import accessible_reader.jobs.models
import accessible_reader.people.models
import accessible_reader.people.sign_in.models
import accessible_reader.shelf.models  # noqa: F401 (importing is what counts)
from accessible_reader.database.base import Base

metadata = Base.metadata
