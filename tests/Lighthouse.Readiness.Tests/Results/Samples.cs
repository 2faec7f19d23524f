namespace Lighthouse.Readiness.Tests.Results;

/// <summary>Small files in the true form of each tool, with figures of our own.</summary>
internal static class Samples
{
    public const string NBomberCsv = """
        test_suite,test_name,scenario,duration,step_name,request_count,ok,failed,ok_rps,ok_min,ok_mean,ok_max,ok_50_percent,ok_75_percent,ok_95_percent,ok_99_percent,ok_std_dev
        shop,nightly,checkout,00:01:00,pay,6000,5994,6,99.9,4.1,20.5,310.2,18.2,24.9,60.7,120.3,12.1
        shop,nightly,checkout,00:01:00,confirm,5994,5994,0,99.9,1.2,6.5,90.4,5.5,8.1,20.2,41.0,4.2
        """;

    public const string OldNBomberCsv = """
        test_suite,test_name,scenario,duration,step_name,request_count,ok,failed,rps,min,mean,max,50_percent,75_percent,95_percent,99_percent,std_dev,data_transfer_min_kb,data_transfer_mean_kb,data_transfer_max_kb,data_transfer_all_mb
        shop,nightly,checkout,00:01:00,pay,6000,5994,6,99.9,4.1,20.5,310.2,18.2,24.9,60.7,120.3,12.1,0.1,0.1,0.1,1
        """;

    public const string NBomberText = """
        ──────────────────────────────── test info ────────────────────────────────

        test suite: shop
        test name: nightly
        session id: 2026-11-27_10.14.65_session_417

        ───────────────────────────── scenario stats ──────────────────────────────

        scenario: checkout
          - ok count: 5994
          - fail count: 6
          - all data: 1.2 MB
          - duration: 00:01:00

        load simulations:
          - inject, rate: 100, interval: 00:00:01, during: 00:01:00

        ┌─────────────────────────┬──────────────────────────────────────────────────────┐
        │                    step │ ok stats                                             │
        ├─────────────────────────┼──────────────────────────────────────────────────────┤
        │                    name │ global information                                   │
        │           request count │ all = 6000, ok = 5994, RPS = 99.9                    │
        │            latency (ms) │ min = 4.1, mean = 20.5, max = 310.2, StdDev = 12.1   │
        │ latency percentile (ms) │ p50 = 18.2, p75 = 24.9, p95 = 60.7, p99 = 120.3      │
        │      data transfer (KB) │ min = 0.1, mean = 0.2, max = 0.3, all = 1.2 MB       │
        │                         │                                                      │
        │                    name │ pay                                                  │
        │           request count │ all = 6000, ok = 5994, RPS = 99.9                    │
        │            latency (ms) │ min = 4.1, mean = 20.5, max = 310.2, StdDev = 12.1   │
        │ latency percentile (ms) │ p50 = 18.2, p75 = 24.9, p95 = 60.7, p99 = 120.3      │
        └─────────────────────────┴──────────────────────────────────────────────────────┘

        ┌─────────────────────────┬──────────────────────────────────────────────────────┐
        │                    step │ failures stats                                       │
        ├─────────────────────────┼──────────────────────────────────────────────────────┤
        │                    name │ global information                                   │
        │           request count │ all = 6000, fail = 6, RPS = 0.1                      │
        │            latency (ms) │ min = 5000.1, mean = 5001.4, max = 5004, StdDev = 1  │
        │ latency percentile (ms) │ p50 = 5001, p75 = 5003, p95 = 5004, p99 = 5004       │
        └─────────────────────────┴──────────────────────────────────────────────────────┘

        status codes for scenario: checkout

        │ status code │ count │ message           │
        │          OK │  5994 │                   │
        │        -100 │     6 │ operation timeout │
        """;

    public const string NBomberMarkdown = """
        > test info

        test suite: `shop`

        > scenario stats

        scenario: `checkout`

          - duration: `00:01:00`

        |scenario and steps|ok stats|
        |---|---|
        |scenario name|`checkout`|
        |requests|total = `6000`, ok = `5994`, fail = `6`|
        |RPS (req/sec)|total = `100`/s, ok = `99.9`/s, fail = `0.1`/s|
        |latency (ms)|min = `4.1`, mean = `20.5`, max = `310.2`, StdDev = `12.1`|
        |latency percentile (ms)|p50 = `18.2`, p75 = `24.9`, p95 = `60.7`, p99 = `120.3`|
        |||
        |step name|`pay`|
        |requests|total = `6000`, ok = `5994`, fail = `6`|
        |RPS (req/sec)|total = `100`/s, ok = `99.9`/s, fail = `0.1`/s|
        |latency (ms)|min = `4.1`, mean = `20.5`, max = `310.2`, StdDev = `12.1`|
        |latency percentile (ms)|p50 = `18.2`, p75 = `24.9`, p95 = `60.7`, p99 = `120.3`|

        > scenario stats

        scenario: `refund`

          - duration: `00:01:00`

        |scenario and steps|failures stats|
        |---|---|
        |scenario name|`refund`|
        |requests|total = `12`, ok = `0`, fail = `12`|
        |RPS (req/sec)|total = `0.2`/s, ok = `0`/s, fail = `0.2`/s|
        |latency (ms)|min = `5.1`, mean = `6.2`, max = `7.3`, StdDev = `1`|
        |latency percentile (ms)|p50 = `6`, p75 = `6.5`, p95 = `7.3`, p99 = `7.31`|
        """;

    public const string NBomberJson = """
        { "FinalStats": { "ScenarioStats": [ { "ScenarioName": "checkout",
          "Ok": { "Request": { "Count": 5994, "RPS": 99.9 }, "Latency": { "MinMs": 4.1, "MeanMs": 20.5, "MaxMs": 310.2, "Percent50": 18.2, "Percent75": 24.9, "Percent95": 60.7, "Percent99": 120.3, "StdDev": 12.1 }, "StatusCodes": [] },
          "Fail": { "Request": { "Count": 6, "RPS": 0.1 } },
          "StepStats": [ { "StepName": "pay",
            "Ok": { "Request": { "Count": 5994, "RPS": 99.9 }, "Latency": { "MinMs": 4.1, "MeanMs": 20.5, "MaxMs": 310.2, "Percent50": 18.2, "Percent75": 24.9, "Percent95": 60.7, "Percent99": 120.3 } },
            "Fail": { "Request": { "Count": 6, "RPS": 0.1 } } } ] } ] } }
        """;

    public const string K6Summary = """
        { "metrics": {
          "http_req_duration": { "type": "trend", "contains": "time", "values": { "avg": 20.5, "min": 4.1, "med": 18.2, "max": 310.2, "p(90)": 50.1, "p(95)": 60.7, "p(99)": 120.3 } },
          "http_req_duration{scenario:pay}": { "type": "trend", "contains": "time", "values": { "avg": 20.5, "min": 4.1, "med": 18.2, "max": 310.2, "p(95)": 60.7 } },
          "http_req_failed": { "type": "rate", "contains": "default", "values": { "rate": 0.001, "passes": 6, "fails": 5994 } },
          "http_reqs": { "type": "counter", "contains": "default", "values": { "count": 6000, "rate": 99.9 } },
          "checks": { "type": "rate", "contains": "default", "values": { "rate": 1, "passes": 12000, "fails": 0 } },
          "vus": { "type": "gauge", "contains": "default", "values": { "value": 10, "min": 10, "max": 10 } } },
          "root_group": { "name": "", "path": "", "groups": [], "checks": [] }, "state": { "testRunDurationMs": 60000 } }
        """;

    public const string K6Export = """
        { "metrics": {
          "http_req_duration": { "avg": 20.5, "min": 4.1, "med": 18.2, "max": 310.2, "p(90)": 50.1, "p(95)": 60.7, "thresholds": { "p(95)<900": false } },
          "http_req_failed": { "passes": 6, "fails": 5994, "value": 0.001 },
          "http_reqs": { "count": 6000, "rate": 99.9 } }, "root_group": { "name": "" } }
        """;

    public const string K6Lines = """
        {"type":"Metric","data":{"name":"http_req_duration","type":"trend","contains":"time","thresholds":[],"submetrics":null},"metric":"http_req_duration"}
        {"metric":"http_req_duration","type":"Point","data":{"time":"2026-11-27T22:00:00.010Z","value":10,"tags":{"method":"GET","name":"cart","status":"200"}}}
        {"metric":"http_req_failed","type":"Point","data":{"time":"2026-11-27T22:00:00.010Z","value":0,"tags":{"name":"cart"}}}
        {"metric":"http_req_duration","type":"Point","data":{"time":"2026-11-27T22:00:01.000Z","value":20.00001,"tags":{"method":"GET","name":"pay","status":"500"}}}
        {"metric":"http_req_failed","type":"Point","data":{"time":"2026-11-27T22:00:01.000Z","value":1,"tags":{"name":"pay"}}}
        """;

    public const string LocustCsv = """
        Type,Name,Request Count,Failure Count,Median Response Time,Average Response Time,Min Response Time,Max Response Time,Average Content Size,Requests/s,Failures/s,50%,66%,75%,80%,90%,95%,98%,99%,99.9%,99.99%,100%
        GET,/cart,3000,3,18,20.5,4.12,310.4,512,50.0,0.05,18,22,24,28,50,60,90,120,300,310,310
        POST,"/pay, now",0,0,0,0,0,0,0,0,0,N/A,N/A,N/A,N/A,N/A,N/A,N/A,N/A,N/A,N/A,N/A
        ,Aggregated,3000,3,18,20.5,4.12,310.4,512,50.0,0.05,18,22,24,28,50,60,90,120,300,310,310
        """;

    public const string LocustHistory = """
        Timestamp,User Count,Type,Name,Requests/s,Failures/s,50%,99%,100%,Total Request Count,Total Failure Count,Total Median Response Time,Total Average Response Time,Total Min Response Time,Total Max Response Time,Total Average Content Size
        1700000000,10,,Aggregated,0.000000,0.000000,N/A,N/A,N/A,0,0,0,0,0,0,0
        1700000010,10,,Aggregated,50.000000,0.000000,18,120,310,500,1,18,20.5,4.1,310.4,512
        1700000020,10,,Aggregated,50.000000,0.000000,18,120,310,1000,2,18,20.5,4.1,310.4,512
        """;

    public const string JMeterCsv = """
        timeStamp,elapsed,label,responseCode,responseMessage,threadName,dataType,success,failureMessage,bytes,sentBytes,grpThreads,allThreads,URL,Latency,IdleTime,Connect
        1700000000000,100,GET /cart,200,OK,Thread Group 1-1,text,true,,468,231,10,10,http://127.0.0.1/cart,99,0,1
        1700000000500,300,GET /cart,500,"Internal, said so",Thread Group 1-2,text,false,"a
        line",468,231,10,10,http://127.0.0.1/cart,299,0,1
        1700000000000,800,Shop,,"Number of samples in transaction : 2, number of failing samples : 1",Thread Group 1-1,,false,,936,462,10,10,null,398,0,2
        1700000000600,400,POST /pay,200,OK,Thread Group 1-1,text,true,,468,231,10,10,http://127.0.0.1/pay,399,0,1
        """;

    public const string JMeterXml = """
        <?xml version="1.0" encoding="UTF-8"?>
        <testResults version="1.2">
        <httpSample t="100" it="0" lt="99" ct="1" ts="1700000000000" s="true" lb="GET /cart" rc="200" rm="OK" tn="Thread Group 1-1" dt="text" by="468">
          <httpSample t="60" lt="59" ts="1700000000000" s="true" lb="GET /cart-0" rc="200" rm="OK" tn="Thread Group 1-1"/>
        </httpSample>
        <sample t="300" lt="0" ts="1700000000500" s="false" lb="POST /pay" rc="500" rm="Internal" tn="Thread Group 1-2"/>
        </testResults>
        """;

    public const string Wrk2 = """
        Running 30s test @ http://127.0.0.1:80/index.html
          2 threads and 100 connections
          Thread Stats   Avg      Stdev     Max   +/- Stdev
            Latency     6.60ms    1.92ms  12.50ms   68.46%
            Req/Sec     1.04k     1.08k    2.50k    72.79%
          Latency Distribution (HdrHistogram - Recorded Latency)
         50.000%    6.67ms
        100.000%   12.50ms

          Detailed Percentile spectrum:
               Value   Percentile   TotalCount 1/(1-Percentile)

               0.921     0.000000            1         1.00
               6.671     0.500000          500         2.00
              11.135     0.990000          990       100.00
              12.503     1.000000         1000          inf
        #[Mean    =        6.602, StdDeviation   =        1.919]
        #[Max     =       12.496, Total count    =         1000]
        #[Buckets =           27, SubBuckets     =         2048]
        ----------------------------------------------------------
          1002 requests in 30.00s, 19.81MB read
          Socket errors: connect 0, read 1, write 0, timeout 2
          Non-2xx or 3xx responses: 3
        Requests/sec:     33.40
        Transfer/sec:    676.14KB
        """;

    // The histogram is that of the log format's own documents: one interval of 1.007 s with a maximum of 2.769 ms.
    public const string LoadResult = """
        {
          "schema": 1,
          "plan": "shop bb32a6abd74bf39d",
          "shard": "1/1",
          "started_at": "2026-11-28T08:11:41.2568801+00:00",
          "result": {
            "intended": 20,
            "started": 20,
            "succeeded": 19,
            "failed": 1,
            "timed_out": 0,
            "dropped": 0,
            "late": 0,
            "not_started": 0,
            "failed_by_kind": {
              "status 503": 1
            },
            "latency_from_intended_start": {
              "count": 20,
              "overflow": 0,
              "maximum_ticks": 47872,
              "total_ticks": 214964,
              "hdr": "HISTFAAAAFV4nJNpmSzMwMBgxAABzFCakYGBgSPxSAaD/QeIwEVjpvWMTA8ZmRSZ+JlaGZn8mQSZwplkmUyZljMyeTMxMG1mZBJmWs3EdJOJ6bIS03FGJgAZYg29"
            },
            "doubts": []
          }
        }
        """;

    public const string HdrLog = """
        #[Histogram log format version 1.2]
        #[StartTime: 1441812279.474 (seconds since epoch), Wed Sep 09 08:24:39 PDT 2015]
        "StartTimestamp","Interval_Length","Interval_Max","Interval_Compressed_Histogram"
        0.127,1.007,2.769,HISTFAAAAEV42pNpmSzMwMCgyAABTBDKT4GBgdnNYMcCBvsPEBEJISEuATEZMQ4uASkhIR4nrxg9v2lMaxhvMekILGZkKmcCAEf2CsI=
        Tag=A,0.127,1.007,2.769,HISTFAAAAEV42pNpmSzMwMCgyAABTBDKT4GBgdnNYMcCBvsPEBEJISEuATEZMQ4uASkhIR4nrxg9v2lMaxhvMekILGZkKmcCAEf2CsI=
        """;

    public const string ChaosJournal = """
        { "chaoslib-version": "1.44.0", "platform": "Linux", "node": "n", "experiment": { "title": "The database goes away", "steady-state-hypothesis": { "title": "It answers", "probes": [] }, "method": [] },
          "start": "2026-11-27T22:00:00.000000", "status": "completed", "deviated": false,
          "steady_states": { "before": { "steady_state_met": true, "probes": [ { "status": "succeeded" } ] }, "after": { "steady_state_met": true, "probes": [ { "status": "succeeded" } ] } },
          "run": [ { "activity": { "type": "action", "name": "stop" }, "status": "succeeded" } ], "rollbacks": [ { "status": "failed" } ], "end": "2026-11-27T22:01:00.000000", "duration": 60.0 }
        """;

    public const string Trx = """
        <?xml version="1.0" encoding="utf-8"?>
        <TestRun id="1" name="n" xmlns="http://microsoft.com/schemas/VisualStudio/TeamTest/2010">
          <Results>
            <UnitTestResult testId="1" testName="A" outcome="Passed" duration="00:00:00.01" />
            <UnitTestResult testId="2" testName="B" outcome="Failed" duration="00:00:00.01" />
            <UnitTestResult testId="3" testName="C" outcome="NotExecuted" />
            <UnitTestResult testId="4" testName="D" outcome="Timeout" />
          </Results>
          <ResultSummary outcome="Failed"><Counters total="4" executed="3" passed="1" failed="1" /></ResultSummary>
        </TestRun>
        """;

    public const string JUnit = """
        <testsuites tests="4" failures="1">
          <testsuite name="shop" tests="4" failures="1" errors="1" skipped="1">
            <testcase classname="Shop" name="a" time="0.1" />
            <testcase classname="Shop" name="b" time="0.1"><failure message="no">at b</failure></testcase>
            <testcase classname="Shop" name="c" time="0.1"><error message="broke" /></testcase>
            <testcase classname="Shop" name="d"><skipped /></testcase>
          </testsuite>
        </testsuites>
        """;
}
