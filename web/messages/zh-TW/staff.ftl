nav-staff = 館員工作
staff-title = 館員工作臺
