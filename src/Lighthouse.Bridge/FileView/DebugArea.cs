using System.Text;
using Lighthouse.Bridge.Events;
using Lighthouse.Bridge.FileView.Fuse;
using Lighthouse.Bridge.FileView.Tree;
using Lighthouse.Bridge.Operations;
using Lighthouse.Bridge.State;

namespace Lighthouse.Bridge.FileView;

/// <summary>The folder <c>debug/</c>: how the bridge is, as text made when it is opened. As with such files of the kernel, the size shows as 0.</summary>
internal sealed class DebugArea(IServiceProvider services, FileViewState state) : IViewArea
{
    private const string Status = "status";
    private const string Metrics = "metrics";

    public Errno Stat(string path, out FuseAttributes attributes)
    {
        attributes = path.Length == 0
            ? ViewAttributes.Directory("debug", 0, ViewAttributes.OneSecond)
            : ViewAttributes.File($"debug/{path}", 0, 0, ViewAttributes.OneSecond);
        return path is "" or Status or Metrics ? Errno.None : Errno.ENOENT;
    }

    public Errno List(string path, List<ViewName> names)
    {
        if (path.Length > 0) return path is Status or Metrics ? Errno.ENOTDIR : Errno.ENOENT;
        foreach (var name in (string[])[Metrics, Status]) names.Add(new(name, ViewAttributes.InodeOf($"debug/{name}"), FileModes.Regular));
        return Errno.None;
    }

    public Errno Open(FuseCaller caller, string path, uint flags, out IViewFile file)
    {
        file = null!;
        if (Stat(path, out var attributes) is var error and not Errno.None) return error;
        if (path.Length == 0) return Errno.EISDIR;
        var text = path == Status ? WriteStatus() : services.GetRequiredService<MetricsText>().Write();
        file = new ContentFile(Encoding.UTF8.GetBytes(text), attributes, isDirect: true);
        return Errno.None;
    }

    private string WriteStatus()
    {
        var store = services.GetRequiredService<IEventStore>();
        var text = new StringBuilder();
        text.Append("event_store ").Append(store.Health.Writable ? "writable" : "not writable").Append('\n');
        foreach (var component in services.GetServices<IComponent>().OrderBy(component => component.Name, StringComparer.Ordinal))
            text.Append(component.Name).Append(' ').Append(component.State).Append('\n');
        if (state.Reason is { } reason) text.Append("fuse_mount_reason ").Append(reason).Append('\n');
        return text.ToString();
    }
}
