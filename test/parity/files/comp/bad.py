x=
