"""All tables of all domains, for the migrations to see."""

from accessible_reader.database.base import Base

metadata = Base.metadata
