using Lighthouse.Pipeline.Runs;
using Lighthouse.Readiness.Attestations;
using Lighthouse.Readiness.Evidence;
using Lighthouse.Readiness.Governance;
using Lighthouse.Readiness.Reporting;
using Serilog;

namespace Lighthouse.Pipeline.Governance;

/// <summary>Signs what the command line asks a role to approve.</summary>
/// <param name="settings">Where the rules are.</param>
/// <param name="run">What is approved, and by what it is judged.</param>
/// <param name="log">What was signed.</param>
internal sealed class ApprovalSigner(LighthouseSettings settings, ReadinessRun run, ILogger log)
{
    /// <summary>Signs and writes the approval.</summary>
    /// <returns>Its file.</returns>
    /// <exception cref="PipelineException">The role, the key or the commit cannot approve anything, or the file cannot be written.</exception>
    public string Sign()
    {
        var options = run.Options;
        var role = options.Role ?? throw Invalid("LH5904", "an approval is of a role: --role=Security");
        using var key = RunKey.For(options);
        if (key.IsSelfMade)
            throw Invalid("LH5905", $"an approval is signed by a key of its role: --signing-key=FILE, or its text in {RunKey.Variable}");
        var commit = SourceRevision.Of(settings.Repository);
        if (!commit.All(char.IsAsciiHexDigit))
            throw Invalid("LH5906", $"'{commit}' cannot be approved: an approval is of a commit, and files that differ from it are in none");

        var governed = Standing(commit);
        var isOfWeakerRules = options.Matter == Approval.WeakerRules;
        if (isOfWeakerRules)
            Show(governed);
        if (!governed.Asked.Contains((role, options.Matter)))
            log.Warning("Nobody asks {Role:l} for '{Matter:l}' in this profile; the approval will not count", Untrusted.ForConsole(role), options.Matter);
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        var approval = new Approval(
            role, options.Matter, commit, run.Runbook.Digest, options.Profile, today, today.AddDays(options.ValidDays), isOfWeakerRules ? governed.WeakeningsDigest : null);
        var file = Write(approval, key);
        log.Information("{Role:l} approves '{Matter:l}' of commit {Commit:l} until {Expires:l}: {File:l}", Untrusted.ForConsole(role), options.Matter, commit, $"{approval.Expires:yyyy-MM-dd}", file);
        log.Information("Signed by key {KeyId:l}. It counts where {Approvers:l} has it: role {Role:l}, key {Key:l}",
            key.Verification.Id[..16], Path.GetFileName(settings.ApproversPath) ?? "the file of approvers", Untrusted.ForConsole(role), Line(key.Verification));
        return file;
    }

    private GovernanceStanding Standing(string commit)
    {
        var record = new GovernanceSource(settings, run.Options with { Approvals = null }).Gather();
        return GovernanceStanding.Of(run.Runbook, new RunIdentity("", commit, run.Runbook.Digest, run.Options.Profile, 0), record, TimeProvider.System.GetUtcNow());
    }

    private void Show(GovernanceStanding governed)
    {
        if (governed.Weakenings.Count == 0)
            throw Invalid("LH5907", "nothing that this change is judged by became weaker, so there is nothing to approve");
        foreach (var weakening in governed.Weakenings)
            log.Warning("  weaker: {Weakening:l}", Untrusted.ForConsole(weakening.ToString()));
    }

    private string Write(Approval approval, SigningKey key)
    {
        var folder = run.Options.Approvals ?? Path.Combine(run.Folder.Artifacts, "approvals");
        var file = Path.Combine(folder, $"{Word(approval.Role)}-{Word(approval.Matter)}-{approval.Commit[..12]}-{Word(approval.Profile.ToString())}.json");
        try
        {
            Directory.CreateDirectory(folder);
            File.WriteAllBytes(file, ApprovalStatement.Sign(approval, key));
            return file;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new PipelineException(ExitCode.NoDecision, $"LH5908: '{file}' cannot be written: {problem.Message}", problem);
        }
    }

    // A role comes from the command line: only letters and digits may reach a path.
    private static string Word(string text) => new([.. text.ToLowerInvariant().Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '-')]);

    private static string Line(VerificationKey key) => string.Concat(key.Pem.Split('\n').Where(line => line.Length > 0 && !line.StartsWith('-')));

    private static PipelineException Invalid(string code, string what) => new(ExitCode.Invalid, $"{code}: {what}.");
}
