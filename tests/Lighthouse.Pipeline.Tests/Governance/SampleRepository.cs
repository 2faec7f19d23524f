using System.Diagnostics;
using System.Security.Cryptography;
using Lighthouse.Pipeline.Governance;
using Lighthouse.Pipeline.Runs;
using Lighthouse.Pipeline.Tests.Runs;
using Lighthouse.Readiness.Runbooks;
using Serilog.Core;

namespace Lighthouse.Pipeline.Tests.Governance;

/// <summary>A repository of its own with the rules of this one, in which a change can be made.</summary>
internal sealed class SampleRepository : IDisposable
{
    public const string RunbookFile = "build/runbook.yaml";
    public const string ExceptionFile = "build/code-allow.json";
    public const string ApproversFile = "build/approvers.yaml";
    public const string WaiverFile = "build/waivers.yaml";

    private readonly TemporaryFolder folder = new();
    private readonly TemporaryFolder keys = new();

    public SampleRepository()
    {
        Directory.CreateDirectory(folder["build"]);
        Write(RunbookFile, File.ReadAllText(Checkout.Week2));
        Write(WaiverFile, "waivers: []\n");
        Write(ExceptionFile, "{ \"entries\": [] }\n");
        Write(ApproversFile, $"approvers:\n  - {{ role: Security, key: {NewKey("Security")} }}\n  - {{ role: Product, key: {NewKey("Product")} }}\n");
        Git("init", "--quiet", "--initial-branch=main");
        Git("config", "user.name", "Tests");
        Git("config", "user.email", "tests@example.invalid");
        Commit("the first");
    }

    public string Root => folder.Path;

    public LighthouseSettings Settings => SettingsOf(Root);

    /// <summary>The settings of such a repository, for another process too.</summary>
    public static LighthouseSettings SettingsOf(string root) => new(root, Path.Combine(root, RunbookFile), Path.Combine(root, "tests"))
    {
        WaiversPath = Path.Combine(root, WaiverFile), ApproversPath = Path.Combine(root, ApproversFile), ExceptionPaths = [Path.Combine(root, ExceptionFile)],
    };

    public string Head => Git("rev-parse", "HEAD");

    public string Text(string file) => File.ReadAllText(folder[file]);

    public void Write(string file, string text) => File.WriteAllText(folder[file], text);

    public void Change(string file, string old, string changed)
    {
        Assert.Contains(old, Text(file), StringComparison.Ordinal);
        Write(file, Text(file).Replace(old, changed, StringComparison.Ordinal));
    }

    public void Commit(string message)
    {
        Git("add", "--all");
        Git("commit", "--quiet", "--allow-empty", "--message", message);
    }

    public string Git(params string[] arguments)
    {
        using var git = Process.Start(new ProcessStartInfo("git", arguments) { WorkingDirectory = Root, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = git.StandardOutput.ReadToEnd();
        var error = git.StandardError.ReadToEnd();
        git.WaitForExit();
        return git.ExitCode == 0 ? output.Trim() : throw new InvalidOperationException($"git {string.Join(' ', arguments)}: {error}");
    }

    /// <summary>The private key file of a role.</summary>
    public string KeyOf(string role) => keys[$"{role}.pem"];

    /// <summary>A run on this repository, of days without a suite.</summary>
    public ReadinessRun Run(RunOptions options) => SyntheticDays.Run(Settings, options with { Artifacts = options.Artifacts == "artifacts" ? keys["artifacts"] : options.Artifacts });

    /// <summary>Signs an approval as the task does.</summary>
    public string Approve(string role, string matter, string approvals, Profile profile, string? key = null) => new ApprovalSigner(
        Settings, Run(new RunOptions { Role = role, Matter = matter, Approvals = approvals, Profile = profile, SigningKey = KeyOf(key ?? role) }), Logger.None).Sign();

    public void Dispose()
    {
        folder.Dispose();
        keys.Dispose();
    }

    private string NewKey(string role)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        File.WriteAllText(KeyOf(role), key.ExportPkcs8PrivateKeyPem());
        return Convert.ToBase64String(key.ExportSubjectPublicKeyInfo());
    }
}
