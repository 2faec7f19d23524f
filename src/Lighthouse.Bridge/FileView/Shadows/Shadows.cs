using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lighthouse.Bridge.Events;
using Lighthouse.Bridge.FileView.Fuse;
using Lighthouse.Bridge.FileView.Tree;
using Lighthouse.Bridge.Identity;
using Lighthouse.Bridge.State;

namespace Lighthouse.Bridge.FileView.Shadows;

/// <summary>Annotations by file, shown under <c>shadows/</c> as a text beside each annotated file; bounded.</summary>
internal sealed partial class Shadows(Journal journal) : IShadows
{
    private const string EventType = "shadow_annotated";
    private const int MostBytesOfAFile = 256 * 1024;
    private const int MostBytes = 16 * 1024 * 1024;
    private const int MostFiles = 10_000;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, List<Annotation>> _byPath = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _bytesByPath = new(StringComparer.Ordinal);
    private int _bytes;

    /// <summary>The folder <c>shadows/</c>.</summary>
    public ContentTree Area { get; } = new("shadows");

    public async Task<long> AnnotateAsync(Caller caller, string path, int? line, string text)
    {
        ProjectPaths.Require(path);
        RequireRoom(path, Encoding.UTF8.GetByteCount(text));
        var data = new JsonObject { ["path"] = path, ["text"] = text, ["shared"] = true };
        if (line is { } number) data["line"] = number;
        var stored = await journal.WriteAsync(EventType, "shadow", Digest(path), caller.AgentId, data);
        Apply(stored);
        return stored.Sequence;
    }

    public void Apply(StoredEvent stored)
    {
        if (stored.Event.EventType != EventType) return;
        var data = stored.Event.Data;
        var annotation = new Annotation(
            data.TryGetProperty("line", out var line) ? line.GetInt32() : null, data.GetProperty("text").GetString()!, stored.Event.SourceAgent,
            stored.TimestampNs, stored.Sequence);
        var path = data.GetProperty("path").GetString()!;
        lock (_lock)
            if (TryAdd(path, annotation)) Show(path);
    }

    /// <summary>Takes an annotation in at its place by sequence: another instance's may come before an older one of this. False when it is there.</summary>
    private bool TryAdd(string path, Annotation annotation)
    {
        if (!_byPath.TryGetValue(path, out var known)) _byPath[path] = known = [];
        var at = known.Count;
        while (at > 0 && known[at - 1].Sequence >= annotation.Sequence) at--;
        if (at < known.Count && known[at].Sequence == annotation.Sequence) return false;
        known.Insert(at, annotation);
        var size = Encoding.UTF8.GetByteCount(annotation.Text) + Overhead;
        _bytesByPath[path] = _bytesByPath.GetValueOrDefault(path) + size;
        _bytes += size;
        return true;
    }

    private void Show(string path) => Area.Put(PlaceOf(path), Render(path, _byPath[path]), _byPath[path].Max(annotation => annotation.AtNs));

    // What the heading of an annotation takes.
    private const int Overhead = 128;

    private void RequireRoom(string path, int textBytes)
    {
        lock (_lock)
        {
            var size = textBytes + Overhead;
            if (_bytes + size <= MostBytes && _bytesByPath.GetValueOrDefault(path) + size <= MostBytesOfAFile
                && (_byPath.ContainsKey(path) || (_byPath.Count < MostFiles && Area.CanHold(PlaceOf(path)))))
                return;
        }

        throw new RefusalException(StatusCodes.Status409Conflict, "shadows_full", "There is no room for another annotation here.");
    }

    private static string PlaceOf(string path) => RawName.OfText(path) + ".md";

    private static string Digest(string path) =>
        Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(path)))[..32];

    private static byte[] Render(string path, List<Annotation> annotations)
    {
        var text = new StringBuilder("# ").Append(path).Append('\n');
        foreach (var of in annotations.GroupBy(annotation => annotation.Line).OrderBy(group => group.Key ?? 0))
        {
            text.Append(CultureInfo.InvariantCulture, $"\n## {(of.Key is { } line ? $"Line {line}" : "The file")}\n");
            foreach (var one in of)
                text.Append(CultureInfo.InvariantCulture, $"\n{one.Agent}, {DateTimeOffset.FromUnixTimeMilliseconds(one.AtNs / 1_000_000):yyyy-MM-dd'T'HH:mm:ss'Z'}:\n")
                    .Append(one.Text).Append('\n');
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private sealed record Annotation(int? Line, string Text, string Agent, long AtNs, long Sequence);
}
