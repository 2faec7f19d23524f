using Lighthouse.Bridge.Events;
using Lighthouse.Bridge.FileView.Fuse;
using Lighthouse.Bridge.FileView.Tree;
using Lighthouse.Bridge.Http;

namespace Lighthouse.Bridge.FileView.Streams;

/// <summary>
/// The folder <c>streams/</c>: the newest shared events as lines of JSON, all in <c>events.ndjson</c> and each of the first types in a file of its
/// own. A full file becomes <c>.1.ndjson</c> and a new one begins.
/// </summary>
internal sealed class StreamArea : IViewArea
{
    private const int MostBytes = 512 * 1024;
    private const int MostTypes = 32;
    private const string All = "events";
    private const string Ending = ".ndjson";
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, (StreamPart Newest, StreamPart? Before)> _streams = new(StringComparer.Ordinal)
    {
        [All] = (new($"streams/{All}", 0, MostBytes), null),
    };

    /// <summary>Takes an event that every agent may see.</summary>
    public void Add(StoredEvent stored)
    {
        var e = stored.Event;
        var reply = new EventReply(
            new(stored.TimestampNs, stored.Sequence, stored.NodeId), e.EventType, e.AggregateId, e.AggregateType, stored.TimestampNs / 1e9, e.Data,
            e.SourceAgent, e.SourceComponent, stored.Sequence);
        var line = System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(reply, WireJson.Default.EventReply);
        lock (_lock)
        {
            Add(All, line, stored.TimestampNs);
            if (IsFileName(e.EventType) && (_streams.ContainsKey(e.EventType) || _streams.Count <= MostTypes)) Add(e.EventType, line, stored.TimestampNs);
        }
    }

    public Errno Stat(string path, out FuseAttributes attributes)
    {
        if (path.Length == 0)
        {
            attributes = ViewAttributes.Directory("streams", 0, ViewAttributes.Never);
            return Errno.None;
        }

        attributes = default;
        return Find(path)?.Stat(out attributes) ?? Errno.ENOENT;
    }

    public Errno List(string path, List<ViewName> names)
    {
        if (path.Length > 0) return Find(path) is null ? Errno.ENOENT : Errno.ENOTDIR;
        lock (_lock)
            foreach (var (type, stream) in _streams)
            {
                AddName(names, type + Ending, stream.Newest);
                if (stream.Before is { } before) AddName(names, $"{type}.1{Ending}", before);
            }

        return Errno.None;
    }

    public Errno Open(FuseCaller caller, string path, uint flags, out IViewFile file)
    {
        file = Find(path)!;
        return file is null ? Errno.ENOENT : Errno.None;
    }

    private static void AddName(List<ViewName> names, string name, StreamPart part)
    {
        part.Stat(out var attributes);
        names.Add(new(name, attributes.Inode, FileModes.Regular));
    }

    private void Add(string type, byte[] line, long atNs)
    {
        var stream = _streams.TryGetValue(type, out var known) ? known : (Newest: new StreamPart($"streams/{type}", 0, MostBytes), Before: null);
        if (!stream.Newest.TryAdd(line, atNs))
        {
            stream = (new StreamPart($"streams/{type}", stream.Newest.Number + 1, MostBytes), stream.Newest);
            stream.Newest.TryAdd(line, atNs);
        }

        _streams[type] = stream;
    }

    private StreamPart? Find(string path)
    {
        if (!path.EndsWith(Ending, StringComparison.Ordinal)) return null;
        var name = path[..^Ending.Length];
        lock (_lock)
        {
            if (_streams.TryGetValue(name, out var stream)) return stream.Newest;
            return name.EndsWith(".1", StringComparison.Ordinal) && _streams.TryGetValue(name[..^2], out stream) ? stream.Before : null;
        }
    }

    /// <summary>No dots: <c>x.1</c> is the older part of <c>x</c>.</summary>
    private static bool IsFileName(string type) => type.Length <= 64 && type != All && type.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-');
}
