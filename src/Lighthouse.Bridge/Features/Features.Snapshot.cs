using System.Text.Json;
using Lighthouse.Bridge.State;

namespace Lighthouse.Bridge.Features;

/// <summary>The flags in a snapshot.</summary>
internal sealed partial class Features : ISnapshotted
{
    public string Name => "features-1";

    public void WriteState(Utf8JsonWriter json)
    {
        var flags = _flags;
        json.WriteStartObject();
        json.WriteBoolean("elicitation_enabled", flags.ElicitationEnabled);
        json.WriteNumber("percentage", flags.Percentage);
        json.WriteBoolean("force", flags.Force);
        json.WriteEndObject();
    }

    public void ReadState(JsonElement state) =>
        _flags = new FeatureFlags(
            state.GetProperty("elicitation_enabled").GetBoolean(), state.GetProperty("percentage").GetInt32(), state.GetProperty("force").GetBoolean());
}
