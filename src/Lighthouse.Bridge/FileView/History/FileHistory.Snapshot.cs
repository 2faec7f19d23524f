using System.Text.Json;
using Lighthouse.Bridge.FileView.Fuse;
using Lighthouse.Bridge.State;

namespace Lighthouse.Bridge.FileView.History;

/// <summary>The history of files in a snapshot. Paths stand as raw names in a flat list: their depth is not bounded by that of JSON.</summary>
internal sealed partial class FileHistory : ISnapshotted
{
    public string Name => "file-history-1";

    public void WriteState(Utf8JsonWriter json)
    {
        lock (_lock)
        {
            var nodes = new List<(string Path, PathNode Node)>();
            Flatten(_root, "", nodes);
            var places = nodes.Select((one, index) => (one.Node, index)).ToDictionary(one => one.Node, one => one.index);
            json.WriteStartObject();
            json.WriteNumber("applied", _applied.Newest);
            json.WriteNumber("horizon_ns", _horizonNs);
            json.WriteNumber("newest_ns", _newestNs);
            json.WriteStartArray("hours");
            foreach (var hour in _hours) json.WriteNumberValue(hour);
            json.WriteEndArray();
            json.WriteStartArray("paths");
            foreach (var (path, node) in nodes) Write(json, path, node);
            json.WriteEndArray();
            json.WriteStartArray("superseded");
            foreach (var (atNs, node) in _superseded)
            {
                json.WriteNumberValue(atNs);
                json.WriteNumberValue(places[node]);
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
    }

    public void ReadState(JsonElement state)
    {
        lock (_lock)
        {
            _applied.Restore(state.GetProperty("applied").GetInt64());
            _horizonNs = state.GetProperty("horizon_ns").GetInt64();
            _newestNs = state.GetProperty("newest_ns").GetInt64();
            _hours.UnionWith(state.GetProperty("hours").EnumerateArray().Select(hour => hour.GetInt64()));
            var nodes = new List<PathNode>();
            foreach (var one in state.GetProperty("paths").Items()) nodes.Add(Read(one));
            foreach (var pair in state.GetProperty("superseded").EnumerateArray().Chunk(2)) _superseded.Enqueue((pair[0].GetInt64(), nodes[pair[1].GetInt32()]));
        }
    }

    private static void Flatten(PathNode node, string path, List<(string Path, PathNode Node)> nodes)
    {
        foreach (var child in node.Children.Values.OrderBy(child => child.Name, StringComparer.Ordinal))
        {
            var its = RawName.Join(path, child.Name);
            nodes.Add((its, child));
            Flatten(child, its, nodes);
        }
    }

    private static void Write(Utf8JsonWriter json, string path, PathNode node)
    {
        json.WriteStartObject();
        json.WriteString("path", path);
        json.WriteStartArray("versions");
        foreach (var version in node.All)
        {
            json.WriteStartObject();
            json.WriteNumber("since_ns", version.SinceNs);
            json.WriteString("state", version.State.ToString());
            json.WriteNumber("size", version.Size);
            json.WriteNumber("mode", version.Mode);
            json.WriteOptional("digest", version.Digest);
            json.WriteNumber("modified_ns", version.ModifiedNs);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private PathNode Read(JsonElement one)
    {
        var node = Reach(one.GetProperty("path").GetString()!);
        foreach (var version in one.GetProperty("versions").EnumerateArray())
        {
            var digest = version.OptionalText("digest");
            if (digest is not null) _references[digest] = _references.GetValueOrDefault(digest) + 1;
            node.Add(new(
                version.GetProperty("since_ns").GetInt64(), Enum.Parse<PathState>(version.GetProperty("state").GetString()!),
                version.GetProperty("size").GetInt64(), version.GetProperty("mode").GetUInt32(), digest, version.GetProperty("modified_ns").GetInt64()));
        }

        return node;
    }
}
