using System.Text.Json.Nodes;
using Lighthouse.Bridge.Events;
using Lighthouse.Bridge.State;

namespace Lighthouse.Bridge.Features;

/// <summary>Flags in memory, each change an event.</summary>
internal sealed partial class Features(Journal journal, ILogger<Features> log) : IFeatures
{
    private readonly SemaphoreSlim _changing = new(1, 1);
    private volatile FeatureFlags _flags = FeatureFlags.Initial;

    public FeatureFlags Flags => _flags;

    public async Task<FeatureFlags> ChangeAsync(bool? elicitationEnabled, int? percentage, bool? force, string changedBy)
    {
        await _changing.WaitAsync();
        try
        {
            var before = _flags;
            var after = new FeatureFlags(elicitationEnabled ?? before.ElicitationEnabled, percentage ?? before.Percentage, force ?? before.Force);
            var data = Shown(after);
            data["before"] = Shown(before);
            data["by"] = changedBy;
            await journal.WriteAsync(BridgeEvents.FeaturesChanged, "features", "features", changedBy, data);
            log.LogInformation("{Agent} changed the features from {Before} to {After}", changedBy, before, after);
            return _flags = after;
        }
        finally
        {
            _changing.Release();
        }
    }

    public void RequireElicitation(string agentId)
    {
        if (!_flags.AllowElicitation(agentId))
            throw new RefusalException(
                StatusCodes.Status403Forbidden, "elicitation_disabled",
                "Elicitation is not enabled for this agent; store an event for the other agent and wait for its answer by /event/wait.");
    }

    public void Apply(StoredEvent stored)
    {
        if (stored.Event.EventType != BridgeEvents.FeaturesChanged) return;
        var data = stored.Event.Data;
        _flags = new(
            data.GetProperty("elicitation_enabled").GetBoolean(), data.GetProperty("percentage").GetInt32(), data.GetProperty("force").GetBoolean());
    }

    private static JsonObject Shown(FeatureFlags flags) => new()
    {
        ["elicitation_enabled"] = flags.ElicitationEnabled, ["percentage"] = flags.Percentage, ["force"] = flags.Force,
    };
}
