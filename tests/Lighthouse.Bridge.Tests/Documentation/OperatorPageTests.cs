using Lighthouse.Bridge.Tests.Running;

namespace Lighthouse.Bridge.Tests.Documentation;

/// <summary>Runs the commands of docs/bridge.md one after the other, as an operator would who reads the page from top to bottom.</summary>
public sealed class OperatorPageTests
{
    private static readonly string[] Tools = ["bash", "curl", "openssl", "dotnet", "sha256sum"];

    [Fact]
    public async Task The_page_from_top_to_bottom()
    {
        Commands.Need(Tools);
        using var place = new Place();
        var blocks = Documents.Blocks().Where(block => block.Heading != "Run in a container" && !IsTls(block.Commands)).ToList();
        Assert.True(blocks.Count >= 9, "the blocks of the page are not found");
        var script = "set -euo pipefail\ntrap 'kill -9 $(jobs -p) 2>/dev/null || true' EXIT\n"
            + string.Join('\n', blocks.Select((block, at) => $"{place.Placed(block.Commands)}\necho \"block {at} of {block.Heading} is done\""))
            + "\nkill -TERM $bridge && wait $bridge\n";
        var (code, output) = await Commands.RunAsync("bash", ["-c", script], place.Environment);
        Assert.True(code == 0, output);
        foreach (var (heading, at) in blocks.Select((block, at) => (block.Heading, at))) Assert.Contains($"block {at} of {heading} is done", output, StringComparison.Ordinal);
        Assert.Contains("The configuration is good.", output, StringComparison.Ordinal);
        Assert.Contains("\"percentage\":50", output, StringComparison.Ordinal);
        Assert.Matches("\"agent_id\":\"builder-1\",\"role\":\"agent\",\"disabled\":true", output);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, Mode(place.Root + "/etc/lighthouse/store-key"));
    }

    [Fact]
    public async Task Kestrel_speaks_TLS_as_the_page_says()
    {
        Commands.Need(Tools);
        using var place = new Place();
        var tls = Documents.Blocks().Single(block => IsTls(block.Commands)).Commands;
        var secrets = Documents.Blocks()[0].Commands.Split('\n', 3)[2].Replace("/opt/lighthouse-bridge/Lighthouse.Bridge", BridgeProcess.Executable, StringComparison.Ordinal);
        var script = $$"""
            set -euo pipefail
            trap 'kill -9 $(jobs -p) 2>/dev/null || true' EXIT
            {{place.Placed(secrets)}}
            openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=IP:127.0.0.1 \
              -keyout {{place.Root}}/etc/lighthouse/tls.key -out {{place.Root}}/etc/lighthouse/tls.crt 2>/dev/null
            {{place.Placed(tls).Replace(place.Root + "/opt/lighthouse-bridge/Lighthouse.Bridge", BridgeProcess.Executable, StringComparison.Ordinal)}} &
            for try in $(seq 100); do
              curl -sf --cacert {{place.Root}}/etc/lighthouse/tls.crt https://127.0.0.1:{{place.SecurePort}}/health && break
              sleep 0.2
            done
            ! curl -sf https://127.0.0.1:{{place.SecurePort}}/health
            kill -TERM $! && wait $!
            """;
        var (code, output) = await Commands.RunAsync("bash", ["-c", script]);
        Assert.True(code == 0, output);
        Assert.Contains("\"status\":\"healthy\"", output, StringComparison.Ordinal);
    }

    private static bool IsTls(string commands) => commands.Contains("Kestrel:Endpoints", StringComparison.Ordinal);

    private static UnixFileMode Mode(string path) => OperatingSystem.IsWindows() ? UnixFileMode.None : File.GetUnixFileMode(path);
}
