using System.Security.Cryptography;
using System.Text;
using Lighthouse.Readiness.Attestations;
using Lighthouse.Readiness.Decisions;
using Lighthouse.Readiness.Governance;
using Lighthouse.Readiness.Judging;
using Lighthouse.Readiness.Reporting;
using Lighthouse.Readiness.Runbooks;
using Lighthouse.Readiness.Tests.Decisions;

namespace Lighthouse.Readiness.Tests.Attestations;

/// <summary>A results folder with reports, logs and signatures, made of the sample week.</summary>
internal sealed class SignedWeek : IDisposable
{
    private readonly string runbookFile = Path.GetTempFileName();

    public SignedWeek(SigningKey key, string runId = "0123456789abcdef0123456789abcdef", Verdict latency = Verdict.Passed)
    {
        File.WriteAllText(runbookFile, "name: week2\n");
        var digest = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(runbookFile)));
        Runbook = SampleWeek.Runbook with { Path = runbookFile, Digest = digest };
        Decision = DecisionMaker.Decide(
            Runbook, SampleWeek.Identity with { RunId = runId, RunbookDigest = digest }, SampleWeek.WithVerdict("elicitation-latency", latency), GovernanceStanding.Untouched, SampleWeek.Decided);
        ReportWriter.WriteDecision(Folder, Runbook, Decision);
        Directory.CreateDirectory(Path.Combine(Folder, "evidence"));
        foreach (var day in Runbook.Days)
            File.WriteAllText(Path.Combine(Folder, ArtifactNames.Evidence(day)), $"{{\"run\":\"{runId}\",\"day\":\"{day.Name}\"}}\n");
        File.WriteAllText(Path.Combine(Folder, "evidence", "run.json"), $"{{\"run_id\":\"{runId}\"}}\n");
        BundleWriter.Write(Folder, Runbook, Decision, key);
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("lighthouse-signed-").FullName;

    public Runbook Runbook { get; }

    public Decision Decision { get; }

    public string[] Files => [.. Directory.GetFiles(Folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    public string this[string name] => Path.Combine(Folder, name);

    /// <summary>Everything that Verify asks of a bundle beside judging again.</summary>
    public Bundle Verify(VerificationKey? trusted)
    {
        var bundle = Bundle.Open(Folder, trusted);
        bundle.Require(Runbook, Decision);
        return bundle;
    }

    /// <summary>A copy of the folder's files, to put back after tampering.</summary>
    public IReadOnlyDictionary<string, byte[]> Remember() => Files.ToDictionary(file => file, File.ReadAllBytes);

    public void Restore(IReadOnlyDictionary<string, byte[]> remembered)
    {
        foreach (var added in Files.Except(remembered.Keys))
            File.Delete(added);
        foreach (var (file, content) in remembered)
            File.WriteAllBytes(file, content);
    }

    public string Text(string name) => Encoding.UTF8.GetString(File.ReadAllBytes(this[name]));

    public void Dispose()
    {
        Directory.Delete(Folder, recursive: true);
        File.Delete(runbookFile);
    }
}
