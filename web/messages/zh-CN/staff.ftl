nav-staff = 馆员工作
staff-title = 馆员工作台
