using System.Text.Json;
using Lighthouse.Bridge.Validation.Paths;
using Lighthouse.Bridge.Validation.Policies;

namespace Lighthouse.Bridge.Validation.Understanding;

/// <summary>Understands a tool's input by what the policy says of the tool. An unknown tool or field is looked at in every way, and doubted.</summary>
internal sealed class InputReader(IPathRules paths)
{
    private const int MostPaths = 256;

    public UnderstoodInput Read(ValidationRequest request, Policy policy)
    {
        var kind = policy.Find(request.ToolName);
        var reading = new Reading(kind?.Name ?? "", kind?.Access ?? PathAccess.Argument, paths);
        if (kind is null) reading.Doubts.Add("an unknown tool");
        var fields = request.ToolInput.EnumerateObject().ToList();
        foreach (var field in fields)
            if (KindOf(kind, field.Name) == FieldKind.Folder) Folder(reading, field.Value);
        foreach (var field in fields) Field(reading, KindOf(kind, field.Name), field.Value);
        return reading.Finish();
    }

    private static FieldKind? KindOf(ToolKind? kind, string field) =>
        kind is not null && kind.Fields.TryGetValue(field, out var known) ? known : null;

    private static void Field(Reading reading, FieldKind? kind, JsonElement value)
    {
        switch (kind)
        {
            case FieldKind.Command: Command(reading, value); break;
            case FieldKind.Path: Each(reading, value, text => reading.Path(Wildcards.Unmarked(text), reading.Access)); break;
            case FieldKind.Pattern: Each(reading, value, text => reading.Path(Wildcards.OfPattern(text), reading.Access)); break;
            case FieldKind.Address: Each(reading, value, reading.Address); break;
            case FieldKind.Content: Contents(reading, value); break;
            case FieldKind.Setting: Setting(reading, value); break;
            case FieldKind.Folder: break;
            default: Unknown(reading, value); break;
        }
    }

    private static void Folder(Reading reading, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.String) reading.Enter(Wildcards.Unmarked(value.GetString()!));
        else if (value.ValueKind != JsonValueKind.Null) reading.Doubts.Add("a field of an unexpected type");
    }

    private static void Command(Reading reading, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.String) reading.Script(value.GetString()!, isOnlyPossible: false);
        else if (value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String))
            reading.Program([.. value.EnumerateArray().Select(item => Wildcards.Unmarked(item.GetString()!))]);
        else reading.Doubts.Add("a field of an unexpected type");
    }

    private static void Each(Reading reading, JsonElement value, Action<string> take)
    {
        if (value.ValueKind == JsonValueKind.Null) return;
        if (value.ValueKind == JsonValueKind.String) take(value.GetString()!);
        else if (value.ValueKind == JsonValueKind.Array && value.GetArrayLength() <= MostPaths && value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String))
            foreach (var item in value.EnumerateArray()) take(item.GetString()!);
        else reading.Doubts.Add("a field of an unexpected type");
    }

    private static void Setting(Reading reading, JsonElement value)
    {
        if (value.ValueKind is JsonValueKind.Object or JsonValueKind.Array) reading.Doubts.Add("a field of an unexpected type");
    }

    private static void Contents(Reading reading, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.String) reading.Content(value.GetString()!);
        else if (value.ValueKind == JsonValueKind.Array)
            foreach (var item in value.EnumerateArray()) Contents(reading, item);
        else if (value.ValueKind == JsonValueKind.Object)
            foreach (var field in value.EnumerateObject()) Contents(reading, field.Value);
    }

    /// <summary>A text could be a path, a script or an address; whatever refuses one of them refuses it.</summary>
    private static void Unknown(Reading reading, JsonElement value)
    {
        reading.Doubts.Add("an unknown field");
        switch (value.ValueKind)
        {
            case JsonValueKind.String:
                var text = value.GetString()!;
                reading.Address(text);
                reading.Path(Wildcards.Unmarked(text), PathAccess.Argument);
                reading.Script(text, isOnlyPossible: true);
                reading.Content(text);
                break;
            case JsonValueKind.Array:
                if (value.GetArrayLength() > 0 && value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String)) Command(reading, value);
                foreach (var item in value.EnumerateArray()) Unknown(reading, item);
                break;
            case JsonValueKind.Object:
                foreach (var field in value.EnumerateObject()) Unknown(reading, field.Value);
                break;
        }
    }
}
