using Lighthouse.Security.Scanning.Secrets;

namespace Lighthouse.Suites.Security;

/// <summary>Neither the files nor the history hold a secret.</summary>
public sealed class ScanSecrets(Day day)
{
    private const string Gate = "scan-secrets";

    [Fact, Gate(Gate, "scan_secrets.found")]
    public async Task Neither_files_nor_history_hold_a_secret()
    {
        // A developer's clone may be shallow; a release rests on the whole history.
        var root = Scanned.Repository;
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        var scanner = new SecretScanner(root, Path.Combine(root, "build", "secrets-allow.json"), today, needsHistory: !day.IsQuick);
        var result = await scanner.ScanAsync(TestContext.Current.CancellationToken);
        new ScanRecorder(day, Gate).Report(result).Record("scan_secrets.found", result, _ => true);
    }
}
