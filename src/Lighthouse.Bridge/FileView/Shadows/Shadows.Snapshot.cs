using System.Text.Json;
using Lighthouse.Bridge.State;

namespace Lighthouse.Bridge.FileView.Shadows;

/// <summary>The annotations in a snapshot: files in the order in which they were first annotated, which decides where one may stand.</summary>
internal sealed partial class Shadows : ISnapshotted
{
    public string Name => "shadows-1";

    public void WriteState(Utf8JsonWriter json)
    {
        lock (_lock)
        {
            json.WriteStartArray();
            foreach (var (path, annotations) in _byPath.OrderBy(one => one.Value[0].Sequence))
            {
                json.WriteStartObject();
                json.WriteString("path", path);
                json.WriteStartArray("annotations");
                foreach (var annotation in annotations) Write(json, annotation);
                json.WriteEndArray();
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }
    }

    public void ReadState(JsonElement state)
    {
        lock (_lock)
        {
            foreach (var file in state.Items())
            {
                var path = file.GetProperty("path").GetString()!;
                foreach (var one in file.GetProperty("annotations").EnumerateArray()) TryAdd(path, Read(one));
                Show(path);
            }
        }
    }

    private static void Write(Utf8JsonWriter json, Annotation annotation)
    {
        json.WriteStartObject();
        if (annotation.Line is { } line) json.WriteNumber("line", line);
        json.WriteString("text", annotation.Text);
        json.WriteString("agent", annotation.Agent);
        json.WriteNumber("at_ns", annotation.AtNs);
        json.WriteNumber("sequence", annotation.Sequence);
        json.WriteEndObject();
    }

    private static Annotation Read(JsonElement one) => new(
        one.TryGetProperty("line", out var line) ? line.GetInt32() : null, one.GetProperty("text").GetString()!, one.GetProperty("agent").GetString()!,
        one.GetProperty("at_ns").GetInt64(), one.GetProperty("sequence").GetInt64());
}
