namespace Lighthouse.Bridge.Tests.Contract;

/// <summary>
/// The contract's wire table, row by row: what each operation must be able to answer, whatever the service describes. Beside these, every
/// answer that <c>/openapi.json</c> promises must be exercised.
/// </summary>
internal static class WireTable
{
    private static readonly int[] Public = [200, 503];
    private static readonly int[] Session = [200, 401, 403, 429, 503];
    private static readonly int[] WithParameters = [.. Session, 422];
    private static readonly int[] WithBody = [.. Session, 413, 415, 422];

    public static readonly IReadOnlyList<Row> Rows =
    [
        .. Of("GET /health", Public), .. Of("GET /status", Public), .. Of("GET /openapi.json", Public), .. Of("GET /metrics", Public),
        .. Of("POST /session/create", 200, 403, 413, 415, 422, 429, 503), .. Of("POST /session/validate", 200, 413, 415, 422, 503),
        .. Of("POST /session/revoke", WithBody, 404), .. Of("GET /session/list", WithParameters),
        .. Of("POST /agent/register", WithBody, 409), .. Of("GET /agent/list", WithParameters), .. Of("POST /agent/rotate", WithBody, 404, 409),
        .. Of("POST /agent/disable", WithBody, 404, 409), .. Of("POST /agent/enable", WithBody, 404, 409),
        .. Of("GET /feature_flags", Session), .. Of("POST /feature_flags", WithBody),
        .. Of("POST /event/store", WithBody), .. Of("POST /event/store_batch", WithBody), .. Of("GET /event/query", WithParameters),
        .. Of("GET /event/wait", WithParameters), .. Of("GET /event/replay", WithParameters, 410),
        .. Of("GET /state/{aggregate_type}/{aggregate_id}", WithParameters, 404, 410),
        .. Of("GET /integrity/violations", Session), .. Of("POST /integrity/resolve", WithBody, 404, 409),
        .. Of("POST /elicitation/create", WithBody, 404), .. Of("GET /elicitation/pending", WithParameters),
        .. Of("POST /elicitation/respond", WithBody, 404, 409, 410), .. Of("GET /elicitation/status/{id}", WithParameters, 404),
        .. Of("GET /elicitation/metrics", Session),
        .. Of("GET /ws/{agent_id}", 101, 400, 401, 403, 422, 426, 429, 503),
        .. Of("POST /validate", WithBody), .. Of("GET /validation/policy", Session), .. Of("POST /validation/policy/reload", Session, 409),
        .. Of("POST /expert/register", WithBody), .. Of("POST /expert/heartbeat", WithBody, 404), .. Of("GET /expert/list", WithParameters),
        .. Of("POST /expert/suspend", WithBody, 404), .. Of("POST /expert/resume", WithBody, 404), .. Of("POST /expert/delegate", WithBody, 404, 409),
        .. Of("GET /expert/tasks", WithParameters), .. Of("POST /expert/complete", WithBody, 404, 409, 410),
        .. Of("POST /task/dispatch", WithBody, 404, 409), .. Of("GET /task/status/{id}", WithParameters, 404),
        .. Of("POST /collaboration/start", WithBody, 404), .. Of("POST /collaboration/share", WithBody, 404, 409),
        .. Of("GET /collaboration/context/{id}", WithParameters, 404), .. Of("POST /collaboration/end", WithBody, 404, 409),
        .. Of("POST /shadow/annotate", WithBody, 409), .. Of("POST /context/share", WithBody, 409),
        // Of no operation.
        new("any unknown path", 404), new("any other method", 405),
    ];

    private static IEnumerable<Row> Of(string operation, int[] usual, params int[] more) => Of(operation, [.. usual, .. more]);

    private static IEnumerable<Row> Of(string operation, params int[] statuses) => statuses.Select(status => new Row(operation, status));
}
