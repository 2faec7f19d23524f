namespace Lighthouse.Pipeline.CommandLine;

/// <summary>What <c>--help</c> says of the pipeline's own options, before the engine says its own.</summary>
internal static class PipelineHelp
{
    public const string Text = """
        OPTIONS OF THE READINESS RUN:
            --profile=quick|standard|full   How large the measurements are. Default quick
            --gate=ID                       Just this gate: its tests, its verdict
            --target-url=URL                Test a system that already runs; start none
            --target-profile=FILE           With --target-url: how to talk to a system that is
                                            not the reference bridge, see docs/target-profiles.md
            --seed=N                        Seed of every random choice. Default: chosen and printed
            --fail-fast                     Stop at the first day that misses a gate
            --runbook=FILE                  The runbook: a file, or the name of one that the build knows
            --errors=msbuild                Errors as 'file(line,column): error CODE: text', for MSBuild and editors
            --artifacts=DIR                 Where the results go. Default artifacts
            --waivers=FILE                  Findings that are borne for a while. Default build/waivers.yaml, where it is
            --advisories=DIR                Security advisories in OSV format, beside the feed's own
            --sarif=DIR                     SARIF files of other scanners, taken into scan-code
            --image=PATH                    Container image to scan: a saved archive or an OCI layout
            --findings=FILE                 Register of findings over all runs. Default findings/register.jsonl
                                            below the artifacts
            --results=DIR                   Results of other tools (NBomber, k6, Locust, JMeter, wrk2, HdrHistogram,
                                            Chaos Toolkit, TRX, JUnit, lighthouse load) for the gates that name them
            --baselines=DIR                 Recorded baselines that no-regression compares with; --target=Baseline
                                            writes there. Default build/baselines
            --before=DIR, --after=DIR       With --target=Compare, repeatable: results of runs to compare
            --history=DIR                   With --target=Compare: folder of earlier results to find changes in
            --resume                        Go on with a run that was killed; finished days are kept
            --run-id=ID                     Carry out a part of this run (32 hex digits); for days in jobs of their own
            --evidence=DIR                  With --target=GoNoGo, repeatable: decide on the days that other jobs of the
                                            same run carried out; run none here
            --compare-with=DIR              Results folder of an earlier run; the page shows what changed since
            --signing-key=FILE              Private key (ECDSA P-256, PEM) that signs the decision; or its text in
                                            LIGHTHOUSE_SIGNING_KEY. Default: the run makes one for itself
            --base=REF                      What the change is compared with, to see whether it loosened what it is judged
                                            by. Default the branch's upstream where it is ahead of it, or the parent
            --approvals=DIR                 Signed approvals for the decision; with --target=Approve where it goes,
                                            default approvals below the artifacts
            --role=ROLE                     With --target=Approve: who approves, by --signing-key
            --matter=MATTER                 With --target=Approve: release (default), weakening or checklist/ID
            --valid-days=N                  With --target=Approve: how long it counts. Default 30, at most 90
            --bundle=DIR                    With --target=Verify: the results folder to verify. Default the last run's
            --key=FILE                      With --target=Verify: the public key that must have signed it
            --defect=NAME                   With --target=ProveGates: just this seeded defect
            --clean-runs=N                  With --target=ProveGates: measure the system as it is N times;
                                            each must be a GO. Default 1
            --proof-minutes=N               With --target=ProveGates: one defect of every gate of the profile, drawn with
                                            the seed; then of the others, until N minutes are over. Default all of them
            --day=NAME                      With --target=ProveGates: just the gates of this day

        EXIT CODES:
            0 GO, or what was asked for passed     1 NO-GO: a gate missed or not evaluated
            2 runbook or command line invalid      3 no decision: the pipeline itself broke

        """;
}
