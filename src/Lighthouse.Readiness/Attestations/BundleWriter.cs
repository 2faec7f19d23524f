using System.Security.Cryptography;
using Lighthouse.Readiness.Decisions;
using Lighthouse.Readiness.Reporting;
using Lighthouse.Readiness.Reporting.Markdown;
using Lighthouse.Readiness.Runbooks;

namespace Lighthouse.Readiness.Attestations;

/// <summary>Makes of a results folder a bundle that stands on its own: statements of the days, a manifest of every file, and the signed certificate last.</summary>
public static class BundleWriter
{
    /// <summary>Removes what an earlier decision signed; the certificate goes first.</summary>
    /// <exception cref="ReportException">A file could not be removed.</exception>
    public static void Clear(string folder, Runbook runbook)
    {
        var reports = new ReportFolder(folder);
        foreach (var name in new[] { ArtifactNames.Certificate, ArtifactNames.CertificateText, ArtifactNames.BundleManifest, ArtifactNames.PublicKey, ArtifactNames.RunbookCopy }
                     .Concat(runbook.Days.Select(ArtifactNames.DayStatement)))
            reports.Remove(name);
    }

    /// <summary>Signs a results folder whose reports and evidence are complete.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="runbook">The runbook; its file is copied into the bundle.</param>
    /// <param name="decision">The decision that the folder's reports say.</param>
    /// <param name="key">Signs. Neither it nor a part of it is written.</param>
    /// <exception cref="ReportException">A file could not be written.</exception>
    /// <exception cref="AttestationException">The folder holds what no bundle may hold, or the runbook's file was changed since it was read.</exception>
    public static void Write(string folder, Runbook runbook, Decision decision, SigningKey key)
    {
        Clear(folder, runbook);
        var reports = new ReportFolder(folder);
        var signer = Signer.Of(key);
        reports.Write(ArtifactNames.RunbookCopy, RunbookBytes(runbook));
        reports.Write(ArtifactNames.PublicKey, System.Text.Encoding.ASCII.GetBytes(key.Verification.Pem));
        var logs = BundleFiles.Of(folder);
        foreach (var (day, name) in Attested(runbook, decision, logs))
            reports.Write(name, DsseEnvelope.Sign(Statements.OfDay(runbook, decision, day, logs.Digest(ArtifactNames.Evidence(day.Day))), key).ToBytes());
        WriteCertificateText(folder, runbook, decision, signer);

        var files = BundleFiles.Of(folder);
        var manifest = BundleManifest.Of(files).ToBytes();
        reports.Write(ArtifactNames.BundleManifest, manifest);
        var inputs = Attested(runbook, decision, files).Select(one => (one.Name, files.Digest(one.Name)));
        var statement = Statements.OfDecision(runbook, decision, signer, Convert.ToHexStringLower(SHA256.HashData(manifest)), inputs);
        reports.Write(ArtifactNames.Certificate, DsseEnvelope.Sign(statement, key).ToBytes());
    }

    /// <summary>Writes the certificate for people, which says who signed.</summary>
    /// <exception cref="ReportException">The file could not be written.</exception>
    public static void WriteCertificateText(string folder, Runbook runbook, Decision decision, Signer signer) =>
        new ReportFolder(folder).Write(ArtifactNames.CertificateText, System.Text.Encoding.UTF8.GetBytes(CertificateMarkdown.Render(runbook, decision, signer)));

    /// <summary>The days whose log is there, with the names of their statements.</summary>
    internal static IEnumerable<(Judging.DayVerdict Day, string Name)> Attested(Runbook runbook, Decision decision, BundleFiles files) =>
        decision.Days.Where(day => runbook.FindDay(day.Day.Name) is not null && files.Names.Contains(ArtifactNames.Evidence(day.Day)))
            .Select(day => (day, ArtifactNames.DayStatement(day.Day)));

    private static byte[] RunbookBytes(Runbook runbook)
    {
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(runbook.Path);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new AttestationException(AttestationException.OtherFile, $"the runbook '{runbook.Path}' cannot be read any more: {problem.Message}", problem);
        }

        return Convert.ToHexStringLower(SHA256.HashData(bytes)) == runbook.Digest
            ? bytes
            : throw new AttestationException(AttestationException.OtherFile, $"the runbook '{runbook.Path}' was changed while the run went on; run again.");
    }
}
