namespace Lighthouse.Bridge.Tests.Contract;

/// <summary>
/// The contract's wire table, row by row: what each operation must be able to answer, whatever the service describes. Beside these, every
/// answer that <c>/openapi.json</c> promises must be exercised.
/// </summary>
internal static class WireTable
{
    /// <summary>Operations of the contract that are not there yet. Whoever adds one takes it off this list: a test fails otherwise.</summary>
    public static readonly IReadOnlyList<string> NotThereYet =
    [
        "POST /validate", "POST /expert/register", "POST /expert/heartbeat", "GET /expert/list", "POST /expert/complete", "POST /expert/delegate",
        "POST /task/dispatch", "POST /collaboration/start", "POST /collaboration/end", "GET /ws/{agent_id}", "GET /feature_flags", "POST /feature_flags",
    ];

    public static readonly IReadOnlyList<Row> Rows =
    [
        .. Of("GET /health", 200, 503),
        .. Of("GET /status", 200, 503),
        .. Of("GET /openapi.json", 200, 503),
        .. Of("GET /metrics", 200, 503),
        .. Of("POST /session/create", 200, 403, 413, 422, 429, 503),
        .. Of("POST /session/validate", 200, 413, 422, 503),
        .. Of("POST /session/revoke", 200, 401, 403, 429, 503),
        .. Of("POST /agent/register", 200, 401, 403, 409, 413, 422, 429, 503),
        .. Of("POST /event/store", 200, 401, 403, 413, 422, 429, 503),
        .. Of("GET /event/query", 200, 401, 403, 422, 429, 503),
        .. Of("GET /event/wait", 200, 401, 403, 422, 429, 503),
        .. Of("POST /elicitation/create", 200, 401, 403, 404, 413, 422, 429, 503),
        .. Of("GET /elicitation/pending", 200, 401, 403, 422, 429, 503),
        .. Of("POST /elicitation/respond", 200, 401, 403, 404, 409, 410, 413, 422, 429, 503),
        .. Of("GET /elicitation/status/{id}", 200, 401, 403, 404, 429, 503),
        .. Of("GET /elicitation/metrics", 200, 401, 403, 429, 503),
        .. Of("POST /validate", 200), .. Of("POST /expert/register", 200), .. Of("POST /expert/heartbeat", 200), .. Of("GET /expert/list", 200),
        .. Of("POST /expert/complete", 200), .. Of("POST /expert/delegate", 200, 409), .. Of("POST /task/dispatch", 200), .. Of("POST /collaboration/start", 200),
        .. Of("POST /collaboration/end", 200), .. Of("GET /ws/{agent_id}", 101), .. Of("GET /feature_flags", 200), .. Of("POST /feature_flags", 200),
        // Of no operation.
        new("any unknown path", 404), new("any other method", 405),
    ];

    private static IEnumerable<Row> Of(string operation, params int[] statuses) => statuses.Select(status => new Row(operation, status));
}
