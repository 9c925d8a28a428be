nav-staff = Staff
staff-title = Work at the library
