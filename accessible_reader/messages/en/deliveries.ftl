## Errors: home delivery

visit-not-now = This cannot be done with a delivery that is “{ $state }”.
permission-visit-step = This step of a delivery is for others to take.
visit-reason-missing = Please say why.
