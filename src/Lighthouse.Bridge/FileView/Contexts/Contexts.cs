using System.Text;
using System.Text.Json.Nodes;
using Lighthouse.Bridge.Events;
using Lighthouse.Bridge.FileView.Fuse;
using Lighthouse.Bridge.FileView.Tree;
using Lighthouse.Bridge.Identity;
using Lighthouse.Bridge.State;

namespace Lighthouse.Bridge.FileView.Contexts;

/// <summary>Shared context, shown under <c>context/</c>; bounded.</summary>
internal sealed partial class Contexts(Journal journal) : IContexts
{
    private const string EventType = "context_shared";
    private const int MostBytes = 32 * 1024 * 1024;
    private const int MostContents = 10_000;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Owner> _owners = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Content> _contents = new(StringComparer.Ordinal);
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
            if (!TryOwn(package, new(stored.Event.SourceAgent, stored.Sequence))) return;
            Put(place, new(content, stored.TimestampNs, stored.Sequence));
        }
    }

    /// <summary>Of two that were faster than the check, the first in the store has the package, whichever is heard of first.</summary>
    private bool TryOwn(string package, Owner owner)
    {
        if (_owners.TryAdd(package, owner)) return true;
        var known = _owners[package];
        if (known.AgentId == owner.AgentId)
        {
            _owners[package] = known with { Since = Math.Min(known.Since, owner.Since) };
            return true;
        }

        if (known.Since < owner.Since) return false;
        foreach (var place in _contents.Keys.Where(place => place.StartsWith(package + "/", StringComparison.Ordinal)).ToList())
        {
            _contents.Remove(place, out var gone);
            _bytes -= gone!.Bytes.Length;
            Area.Remove(RawName.OfText(place));
        }

        _owners[package] = owner;
        return true;
    }

    private void Put(string place, Content content)
    {
        var known = _contents.GetValueOrDefault(place);
        if (known?.Sequence >= content.Sequence) return;
        _bytes += content.Bytes.Length - (known?.Bytes.Length ?? 0);
        _contents[place] = content;
        Area.Put(RawName.OfText(place), content.Bytes, content.AtNs);
    }

    private void Require(Caller caller, string package, string place, int size)
    {
        lock (_lock)
        {
            if (_owners.TryGetValue(package, out var owner) && owner.AgentId != caller.AgentId)
                throw new RefusalException(StatusCodes.Status403Forbidden, "foreign_package", "The package belongs to another agent.");
            var before = _contents.GetValueOrDefault(place);
            if (_bytes + size - (before?.Bytes.Length ?? 0) > MostBytes || (before is null && _contents.Count >= MostContents))
                throw new RefusalException(StatusCodes.Status409Conflict, "context_full", "There is no room for more shared context.");
        }
    }

    private static void RequireName(string name)
    {
        if (name.Length is 0 or > 64 || name is "." or ".." || name.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not ('_' or '.' or '-')))
            throw new RefusalException(
                StatusCodes.Status422UnprocessableEntity, "invalid_name", "A name has 1 to 64 of letters, digits, underscore, dot and hyphen.");
    }

    /// <summary>Whose a package is, and the sequence of the event that first said so.</summary>
    private sealed record Owner(string AgentId, long Since);

    private sealed record Content(byte[] Bytes, long AtNs, long Sequence);
}
