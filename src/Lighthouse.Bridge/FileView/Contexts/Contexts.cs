using System.Text;
using System.Text.Json.Nodes;
using Lighthouse.Bridge.Events;
using Lighthouse.Bridge.FileView.Fuse;
using Lighthouse.Bridge.FileView.Tree;
using Lighthouse.Bridge.Identity;
using Lighthouse.Bridge.State;

namespace Lighthouse.Bridge.FileView.Contexts;

/// <summary>Shared context, shown under <c>context/</c>; bounded.</summary>
internal sealed class Contexts(Journal journal) : IContexts
{
    private const string EventType = "context_shared";
    private const int MostBytes = 32 * 1024 * 1024;
    private const int MostContents = 10_000;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, string> _owners = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _sizes = new(StringComparer.Ordinal);
    private long _bytes;

    /// <summary>The folder <c>context/</c>.</summary>
    public ContentTree Area { get; } = new("context");

    public async Task<long> ShareAsync(Caller caller, string package, string name, string content)
    {
        RequireName(package);
        RequireName(name);
        Require(caller, package, $"{package}/{name}", Encoding.UTF8.GetByteCount(content));
        var stored = await journal.WriteAsync(
            EventType, "context", package, caller.AgentId,
            new JsonObject { ["package"] = package, ["name"] = name, ["content"] = content, ["shared"] = true });
        Apply(stored);
        return stored.Sequence;
    }

    public void Apply(StoredEvent stored)
    {
        if (stored.Event.EventType != EventType) return;
        var data = stored.Event.Data;
        var package = data.GetProperty("package").GetString()!;
        var place = $"{package}/{data.GetProperty("name").GetString()}";
        var content = Encoding.UTF8.GetBytes(data.GetProperty("content").GetString()!);
        lock (_lock)
        {
            // Of two that were faster than the check, the first in the store has the package.
            if (!_owners.TryAdd(package, stored.Event.SourceAgent) && _owners[package] != stored.Event.SourceAgent) return;
            _bytes += content.Length - _sizes.GetValueOrDefault(place);
            _sizes[place] = content.Length;
            Area.Put(RawName.OfText(place), content, stored.TimestampNs);
        }
    }

    private void Require(Caller caller, string package, string place, int size)
    {
        lock (_lock)
        {
            if (_owners.TryGetValue(package, out var owner) && owner != caller.AgentId)
                throw new RefusalException(StatusCodes.Status403Forbidden, "foreign_package", "The package belongs to another agent.");
            var isNew = !_sizes.TryGetValue(place, out var before);
            if (_bytes + size - before > MostBytes || (isNew && _sizes.Count >= MostContents))
                throw new RefusalException(StatusCodes.Status409Conflict, "context_full", "There is no room for more shared context.");
        }
    }

    private static void RequireName(string name)
    {
        if (name.Length is 0 or > 64 || name is "." or ".." || name.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not ('_' or '.' or '-')))
            throw new RefusalException(
                StatusCodes.Status422UnprocessableEntity, "invalid_name", "A name has 1 to 64 of letters, digits, underscore, dot and hyphen.");
    }
}
