using System.Text.Json.Nodes;
using Lighthouse.Bridge.Events;
using Microsoft.AspNetCore.Http;

namespace Lighthouse.Bridge.Defects.Monday;

[Defect("first-of-a-batch", "agent-impersonation", "of a batch only the first event's agent is compared with the session's, and the others are stored as whosoever they say")]
internal sealed class FirstOfABatch(IEventStore inner, IHttpContextAccessor http) : DecoratedStore(inner), IDefect
{
    private const string Named = "first-of-a-batch";

    public static void Seed(IServiceCollection services)
    {
        services.AddHttpContextAccessor();
        services.Decorate<IEventStore>((inner, provider) => new FirstOfABatch(inner, provider.GetRequiredService<IHttpContextAccessor>()));
        services.Surround(async (context, next) =>
        {
            if (context.Request.Path == "/event/store_batch")
                await context.ChangeBodyAsync(body => context.Items[Named] = TakeNames(body));
            await next(context);
        });
    }

    public override Task<IReadOnlyList<StoredEvent>> AppendAsync(IReadOnlyList<NewEvent> events, CancellationToken cancellation) =>
        http.HttpContext?.Items[Named] is List<string?> names && names.Count == events.Count
            ? base.AppendAsync([.. events.Select((one, index) => names[index] is { } name ? one with { SourceAgent = name } : one)], cancellation)
            : base.AppendAsync(events, cancellation);

    private static List<string?> TakeNames(JsonObject body)
    {
        var names = new List<string?>();
        foreach (var one in (body["events"] as JsonArray ?? []).OfType<JsonObject>())
        {
            var isNamed = names.Count > 0 && one["agent_id"] is JsonValue value && value.GetValueKind() == System.Text.Json.JsonValueKind.String;
            names.Add(isNamed ? one["agent_id"]!.GetValue<string>() : null);
            if (isNamed)
                one.Remove("agent_id");
        }

        return names;
    }
}
