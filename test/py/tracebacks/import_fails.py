import modules.fails_inside
