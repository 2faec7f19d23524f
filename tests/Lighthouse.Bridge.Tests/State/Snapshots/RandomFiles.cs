using Lighthouse.Bridge.Events;
using Lighthouse.Bridge.FileView.Contexts;
using Lighthouse.Bridge.FileView.History;
using Lighthouse.Bridge.FileView.Project;
using Lighthouse.Bridge.FileView.Shadows;
using Lighthouse.Bridge.Identity;
using Lighthouse.Bridge.Tests.Running;

namespace Lighthouse.Bridge.Tests.State.Snapshots;

/// <summary>Files changed, annotated and context shared, at random. Some names conflict, some are no UTF-8.</summary>
internal sealed class RandomFiles(BridgeParts bridge, Random random)
{
    private static readonly string[] Paths = ["a", "b", "d", "d/x", "d/e/y", "d/e", "\u00ff\u0001"];
    private static readonly string[] Annotated = ["a", "a.md/b", "d/x", "ü/ß"];
    private static readonly string[] Packages = ["one", "two", "three"];

    public async Task StepAsync()
    {
        switch (random.Next(6))
        {
            case 0: await bridge.Get<IShadows>().AnnotateAsync(Caller(), Any(Annotated), random.Next(2) == 0 ? random.Next(1, 4) : null, $"note {random.Next()}"); break;
            case 1: await bridge.Get<IContexts>().ShareAsync(Caller(), Any(Packages), $"n{random.Next(3)}", $"content {random.Next()} ü"); break;
            default: await ChangeAsync(); break;
        }
    }

    private async Task ChangeAsync()
    {
        var kind = (FileChangeKind)random.Next(8);
        var (path, from) = (Any(Paths), Any(Paths));
        // The kernel refuses to put a folder into itself.
        if (path == from || path.StartsWith(from + "/", StringComparison.Ordinal) || from.StartsWith(path + "/", StringComparison.Ordinal)) from = path == "a" ? "b" : "a";
        var isWritten = kind is FileChangeKind.Created or FileChangeKind.Written;
        var change = new RecordedChange(
            kind, path, kind is FileChangeKind.Renamed or FileChangeKind.Exchanged ? from : null, random.Next(1_000), (uint)random.Next(0x200),
            isWritten && random.Next(5) > 0 ? $"digest-{random.Next(6)}" : null, random.Next());
        var stored = await bridge.Get<IEventStore>().AppendAsync([FileEvents.Write(change, new(kind, path, 1), false)], CancellationToken.None);
        bridge.Get<FileHistory>().Apply(stored[0]);
    }

    private Caller Caller() => new($"agent-{random.Next(3)}", Role.Agent, "s");

    private T Any<T>(IReadOnlyList<T> all) => all[random.Next(all.Count)];
}
