using System.Text.Json.Nodes;
using Lighthouse.Readiness.Decisions;
using Lighthouse.Readiness.Judging;
using Lighthouse.Readiness.Reporting;
using Lighthouse.Readiness.Reporting.Json;
using Lighthouse.Readiness.Runbooks;

namespace Lighthouse.Readiness.Attestations;

/// <summary>
/// What a run attests, as in-toto statements (version 1): a test result for each day, and a verification summary for the decision. Each is a
/// pure function of what was judged, so that it can be made again and compared.
/// </summary>
internal static class Statements
{
    private const string StatementType = "https://in-toto.io/Statement/v1";
    private const string TestResult = "https://in-toto.io/attestation/test-result/v0.1";
    private const string VerificationSummary = "https://slsa.dev/verification_summary/v1";

    /// <summary>How a day came out. A gate that was not measured stands among the failed ones: the form has no third place for it.</summary>
    public static byte[] OfDay(Runbook runbook, Decision decision, DayVerdict day, string logDigest) => Make(
        [Described(ArtifactNames.Evidence(day.Day), logDigest)],
        TestResult,
        new JsonObject
        {
            ["result"] = Result(day.Verdict == Verdict.Passed && day.Faults.Count == 0),
            ["configuration"] = JsonReport.Nodes([Described(ArtifactNames.RunbookCopy, decision.Identity.RunbookDigest)]),
            ["passedTests"] = JsonReport.Texts(day.Gates.Where(gate => gate.Verdict == Verdict.Passed).Select(gate => gate.Gate.Id)),
            ["warnedTests"] = new JsonArray(),
            ["failedTests"] = JsonReport.Texts(day.Gates.Where(gate => gate.Verdict != Verdict.Passed).Select(gate => gate.Gate.Id)),
            ["lighthouse_verdicts"] = new JsonObject(day.Gates.Select(gate => KeyValuePair.Create(gate.Gate.Id, (JsonNode?)gate.Verdict.ToString()))),
            ["lighthouse_run"] = Run(runbook, decision),
        });

    /// <summary>The decision, over the whole bundle.</summary>
    /// <param name="runbook">The runbook.</param>
    /// <param name="decision">The decision.</param>
    /// <param name="signer">Who signs.</param>
    /// <param name="manifestDigest">SHA-256 of the manifest, which holds the digest of every other file.</param>
    /// <param name="inputs">The days' statements: file and digest.</param>
    public static byte[] OfDecision(Runbook runbook, Decision decision, Signer signer, string manifestDigest, IEnumerable<(string Name, string Digest)> inputs) => Make(
        [Described(ArtifactNames.BundleManifest, manifestDigest)],
        VerificationSummary,
        new JsonObject
        {
            ["verifier"] = new JsonObject { ["id"] = "urn:lighthouse:pipeline" },
            ["timeVerified"] = JsonReport.Time(decision.At),
            ["resourceUri"] = $"urn:lighthouse:commit:{decision.Identity.Commit}",
            ["policy"] = new JsonObject { ["uri"] = $"urn:lighthouse:runbook:{runbook.Name}", ["digest"] = Sha256(decision.Identity.RunbookDigest) },
            ["inputAttestations"] = JsonReport.Nodes(inputs.Select(input => new JsonObject { ["uri"] = input.Name, ["digest"] = Sha256(input.Digest) })),
            ["verificationResult"] = Result(decision.Outcome == Outcome.Go),
            ["verifiedLevels"] = JsonReport.Texts(decision.Outcome == Outcome.Go ? [$"LIGHTHOUSE_GO_{decision.Identity.Profile.Text().ToUpperInvariant()}"] : []),
            ["lighthouse_decision"] = decision.Outcome.Text(),
            ["lighthouse_run"] = Run(runbook, decision),
            ["lighthouse_signer"] = new JsonObject { ["keyid"] = signer.KeyId, ["self_made"] = signer.IsSelfMade },
        });

    private static byte[] Make(IEnumerable<JsonNode> subjects, string type, JsonObject predicate) => JsonReport.Bytes(new JsonObject
    {
        ["_type"] = StatementType,
        ["subject"] = JsonReport.Nodes(subjects),
        ["predicateType"] = type,
        ["predicate"] = predicate,
    });

    private static JsonObject Run(Runbook runbook, Decision decision) => JsonReport.Of("statement", runbook, decision.Identity);

    private static string Result(bool passed) => passed ? "PASSED" : "FAILED";

    private static JsonObject Described(string name, string digest) => new() { ["name"] = name, ["digest"] = Sha256(digest) };

    private static JsonObject Sha256(string digest) => new() { ["sha256"] = digest };
}
