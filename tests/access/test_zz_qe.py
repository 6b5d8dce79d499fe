import traceback, os
from cafcass_cases.policy import calendar
from django.db import connection
from .test_query_bounds import queries_of
from .rooms import rooms

def test_x(lived):
    calendar.is_working_day(lived.case.received_at.date())
    for m, n, a in [p for room in rooms() for p in getattr(room, "PAGES", []) if p[1].startswith("letters:")]:
        queries_of(lived, m, n, a)
        stacks = []
        def w(execute, sql, params, many, context):
            st = [f"{os.path.relpath(f.filename,'/work/main')}:{f.lineno}:{f.name}" for f in traceback.extract_stack() if f.filename.startswith('/work/main') and '.venv' not in f.filename and 'tests/' not in f.filename and 'middleware' not in f.filename]
            stacks.append((sql, st[-5:]))
            return execute(sql, params, many, context)
        with connection.execute_wrapper(w):
            q = queries_of(lived, m, n, a)
        print("#####", m, n, a, len(q))
        i = 0
        for sql, st in stacks:
            if sql.startswith(("SAVEPOINT", "RELEASE")): continue
            i += 1
            import re
            print(i, re.sub(r'SELECT .*? FROM', 'SELECT .. FROM', sql)[:330]); print("      ", " < ".join(reversed(st)))
