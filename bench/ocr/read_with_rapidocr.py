"""Reads image paths from standard input and answers each with a line of JSON: words, seconds, CPU seconds."""

import json
import sys
import time

from rapidocr import RapidOCR

engine = RapidOCR(params={"Global.use_cls": False, "Global.log_level": "error", "Rec.rec_batch_num": 1})
for path in sys.stdin:
    started, cpu = time.perf_counter(), time.process_time()
    lines = engine(path.strip()).txts or ()
    answer = {
        "words": [word for line in lines for word in line.split()],
        "seconds": time.perf_counter() - started,
        "cpuSeconds": time.process_time() - cpu,
    }
    print(json.dumps(answer), flush=True)
