using Lighthouse.Bridge.Tests.Running;

namespace Lighthouse.Bridge.Tests.Documentation;

/// <summary>A folder in which the document's paths and ports are those of one test.</summary>
internal sealed class Place : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public Place()
    {
        foreach (var folder in new[] { "opt", "etc", "var/lib", "var/backups" }) Directory.CreateDirectory(Path.Combine(Root, folder));
    }

    public string Root => _folder.Path;

    public int Port { get; } = Commands.FreePort();

    public int SecurePort { get; } = Commands.FreePort();

    public string Data => Path.Combine(Root, "var/lib/lighthouse");

    /// <summary>Builds of the document's commands leave the checkout's own alone.</summary>
    public Dictionary<string, string> Environment => new() { ["UseArtifactsOutput"] = "true", ["ArtifactsPath"] = Path.Combine(Root, "build") };

    public string Placed(string commands) => commands
        .Replace("/opt/lighthouse", Root + "/opt/lighthouse", StringComparison.Ordinal)
        .Replace("/etc/lighthouse", Root + "/etc/lighthouse", StringComparison.Ordinal)
        .Replace("/var/lib/lighthouse", Root + "/var/lib/lighthouse", StringComparison.Ordinal)
        .Replace("/var/backups/lighthouse", Root + "/var/backups/lighthouse", StringComparison.Ordinal)
        .Replace(":8765", ":" + Commands.Text(Port), StringComparison.Ordinal)
        .Replace(":8766", ":" + Commands.Text(SecurePort), StringComparison.Ordinal);

    public void Dispose() => _folder.Dispose();
}
