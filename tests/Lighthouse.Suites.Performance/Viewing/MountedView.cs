using System.Globalization;
using Lighthouse.Bridge.Client;
using Lighthouse.Targets;

namespace Lighthouse.Suites.Performance.Viewing;

/// <summary>An instance of the bridge with a file view, in a mount namespace that ends with it: nothing is mounted on this machine.</summary>
internal sealed class MountedView : IAsyncDisposable
{
    private const string Unshare = "/usr/bin/unshare", Component = "fuse_mount";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly TargetProcess target;
    private readonly string mountPoint;

    private MountedView(TargetProcess target, string mountPoint) => (this.target, this.mountPoint) = (target, mountPoint);

    /// <summary>Why no view can be mounted on this machine; null when one can.</summary>
    public static string? Missing =>
        !OperatingSystem.IsLinux() || !File.Exists("/dev/fuse") ? "there is no /dev/fuse"
        : !Environment.IsPrivilegedProcess ? "mounting needs root"
        : !File.Exists(Unshare) ? "unshare (util-linux) is missing"
        : null;

    /// <summary>What the bridge says instead of mounting it; null when it is mounted.</summary>
    public string? WhyNot { get; private set; }

    /// <summary>Where the bridge answers.</summary>
    public Uri Url => target.Url;

    /// <summary>The project's files in the view, as seen from this process.</summary>
    public string Current => string.Create(CultureInfo.InvariantCulture, $"/proc/{target.Identity.Id}/root{mountPoint}/current");

    /// <summary>Whether the kernel knows a FUSE file system at the mount point; the bridge's word is not asked.</summary>
    public bool IsSeenByTheKernel => File.ReadLines(string.Create(CultureInfo.InvariantCulture, $"/proc/{target.Identity.Id}/mountinfo"))
        .Any(line => line.Split(' ') is var fields && fields[4] == mountPoint && fields.Any(part => part.StartsWith("fuse", StringComparison.Ordinal)));

    public static async Task<MountedView> StartAsync(Day day, CancellationToken cancellation)
    {
        var mountPoint = Path.GetFullPath(Path.Combine(day.Scratch, "file-view"));
        var target = await day.StartOwnTargetAsync(
            recipe => recipe with
            {
                Program = Unshare,
                Arguments = ["--mount", "--propagation", "private", recipe.Program, .. recipe.Arguments, $"--Bridge:FileView:MountPoint={mountPoint}"],
            },
            cancellation);
        var view = new MountedView(target, mountPoint);
        try
        {
            using var client = BridgeClient.Connect(target.Url);
            await view.WaitAsync(client, cancellation);
            return view;
        }
        catch
        {
            await view.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => target.DisposeAsync();

    private async Task WaitAsync(BridgeClient client, CancellationToken cancellation)
    {
        var begun = TimeProvider.System.GetTimestamp();
        var state = "";
        while ((state = (await client.StatusAsync(cancellation)).Components.GetValueOrDefault(Component, "missing")) != "healthy")
        {
            if (TimeProvider.System.GetElapsedTime(begun) > Patience)
            {
                WhyNot = $"its component {Component} is '{state}' after {Patience.TotalSeconds:0} s";
                return;
            }

            await Task.Delay(20, cancellation);
        }
    }
}
