using System.Text;
using System.Text.Json;
using Lighthouse.Bridge.State;

namespace Lighthouse.Bridge.FileView.Contexts;

/// <summary>The shared context in a snapshot.</summary>
internal sealed partial class Contexts : ISnapshotted
{
    public string Name => "contexts-1";

    public void WriteState(Utf8JsonWriter json)
    {
        lock (_lock)
        {
            json.WriteStartObject();
            json.WriteStartArray("packages");
            foreach (var (package, owner) in _owners.OrderBy(one => one.Key, StringComparer.Ordinal))
            {
                json.WriteStartObject();
                json.WriteString("package", package);
                json.WriteString("owner", owner.AgentId);
                json.WriteNumber("since", owner.Since);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteStartArray("contents");
            foreach (var (place, content) in _contents.OrderBy(one => one.Key, StringComparer.Ordinal))
            {
                json.WriteStartObject();
                json.WriteString("place", place);
                json.WriteString("content", content.Bytes);
                json.WriteNumber("at_ns", content.AtNs);
                json.WriteNumber("sequence", content.Sequence);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
    }

    public void ReadState(JsonElement state)
    {
        lock (_lock)
        {
            foreach (var one in state.GetProperty("packages").Items())
                _owners[one.GetProperty("package").GetString()!] = new(one.GetProperty("owner").GetString()!, one.GetProperty("since").GetInt64());
            foreach (var one in state.GetProperty("contents").Items())
                Put(
                    one.GetProperty("place").GetString()!,
                    new(
                        Encoding.UTF8.GetBytes(one.GetProperty("content").GetString()!), one.GetProperty("at_ns").GetInt64(),
                        one.GetProperty("sequence").GetInt64()));
        }
    }
}
