using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json;
using Lighthouse.Bridge.Client;
using Lighthouse.Bridge.Tests.Running;
using Xunit.v3;

namespace Lighthouse.Bridge.Tests.Contract;

/// <summary>
/// Tests of the contract over HTTP against a process. A topic is an abstract class with a small derived class for each kind of store; a
/// test says by <see cref="CoversAttribute"/> which rows it exercises, and is held to it when it ends.
/// </summary>
public abstract class ContractTests(RunningBridge bridge) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<Row, bool> _seen = new();
    private List<(string Name, JsonElement Description)>? _operations;

    protected static CancellationToken Cancellation => RunningBridge.Cancellation;

    protected RunningBridge Bridge => bridge;

    /// <summary>Sends a request, checks the status and the form of a refusal, and notes the row.</summary>
    protected Task<JsonElement> ExpectAsync(int status, PreparedRequest request) => ExpectAsync(status, null, request);

    /// <summary>The same, for a refusal with a certain word.</summary>
    protected async Task<JsonElement> ExpectAsync(int status, string? code, PreparedRequest request, BridgeClient? client = null, string? operation = null)
    {
        using var response = await (client ?? bridge.Client).SendAsync(request, Cancellation);
        return await CheckAsync(status, code, request, response, operation);
    }

    /// <summary>The same, of an answer that is there.</summary>
    protected async Task<JsonElement> CheckAsync(int status, string? code, PreparedRequest request, HttpResponseMessage response, string? operation = null)
    {
        var bytes = await response.Content.ReadAsByteArrayAsync(Cancellation);
        var text = System.Text.Encoding.UTF8.GetString(bytes);
        Assert.True(status == (int)response.StatusCode, $"{request.Method} {request.Path}: {(int)response.StatusCode} instead of {status}: {text}");
        _seen[new Row(operation ?? NameOf(request, await OperationsAsync()), status)] = true;
        if (status is 429 or 503 && !request.Path.StartsWith("/health", StringComparison.Ordinal))
            Assert.True(response.Headers.RetryAfter?.Delta >= TimeSpan.FromSeconds(1), $"{request.Method} {request.Path}: no Retry-After");
        if (response.Content.Headers.ContentType?.MediaType != "application/json") return default;
        var body = JsonElement.Parse(bytes);
        if (status >= 400 && !request.Path.StartsWith("/health", StringComparison.Ordinal))
        {
            var error = body.GetProperty("error");
            Assert.Equal(body.GetProperty("detail").GetString(), error.GetProperty("message").GetString());
            Assert.Equal(code ?? error.GetProperty("code").GetString(), error.GetProperty("code").GetString());
        }

        return body;
    }

    /// <summary>Notes a row that was seen by other means than <see cref="ExpectAsync(int, PreparedRequest)"/>.</summary>
    protected void Note(string operation, int status) => _seen[new Row(operation, status)] = true;

    /// <summary>What the service says it does.</summary>
    protected async Task<IReadOnlyList<(string Name, JsonElement Description)>> OperationsAsync() =>
        _operations ??= await DescribedAsync(bridge.Client);

    /// <summary>The operations that a bridge describes.</summary>
    internal static async Task<List<(string Name, JsonElement Description)>> DescribedAsync(BridgeClient client)
    {
        var document = await client.OpenApiAsync(Cancellation);
        return [.. document.GetProperty("paths").EnumerateObject().SelectMany(
            path => path.Value.EnumerateObject().Select(o => ($"{o.Name.ToUpperInvariant()} {path.Name}", o.Value)))];
    }

    protected static PreparedRequest Anonymous(string method, string path, ReadOnlyMemory<byte>? body = null) => new(HttpMethod.Parse(method), path, [], body);

    protected static PreparedRequest Post(BridgeSession session, string path, object body) => session.Prepare(HttpMethod.Post, path, Refused.Json(body));

    protected static PreparedRequest Get(BridgeSession session, string path) => session.Prepare(HttpMethod.Get, path);

    /// <summary>An object has these members, of these kinds.</summary>
    protected static void AssertShape(JsonElement body, params (string Name, JsonValueKind Kind)[] members)
    {
        foreach (var (name, kind) in members)
        {
            Assert.True(body.TryGetProperty(name, out var value), $"'{name}' is missing in {body}");
            Assert.True(kind == value.ValueKind, $"'{name}' is {value.ValueKind} in {body}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (TestContext.Current.TestState?.Result == TestResult.Failed || TestContext.Current.TestMethod is not IXunitTestMethod { Method: var method }) return;
        var promised = method.GetCustomAttributes<CoversAttribute>().SelectMany(covers => covers.Rows).ToList();
        if (method.GetCustomAttribute<CoversEveryAttribute>() is { } every) promised.AddRange(RowsOf(every, await OperationsAsync()));
        Assert.True(promised.Count > 0, $"{method.Name} says of no row that it covers it");
        Assert.Empty(promised.Except(_seen.Keys).Select(row => row.ToString()));
    }

    /// <summary>The rows that a test covers which goes through all operations.</summary>
    internal static IEnumerable<Row> RowsOf(CoversEveryAttribute every, IEnumerable<(string Name, JsonElement Description)> operations) =>
        from operation in operations
        from status in every.Statuses
        where Describes(operation.Description, status)
        select new Row(operation.Name, status);

    internal static bool Describes(JsonElement description, int status) =>
        description.GetProperty("responses").TryGetProperty(status.ToString(System.Globalization.CultureInfo.InvariantCulture), out _);

    private static string NameOf(PreparedRequest request, IEnumerable<(string Name, JsonElement Description)> operations)
    {
        var parts = request.Path.Split('?')[0].Split('/');
        var matching = operations.Select(o => o.Name).Where(name => name.StartsWith(request.Method.Method + " ", StringComparison.Ordinal) && Matches(name.Split(' ')[1].Split('/'))).ToList();
        return matching.Count == 0 ? $"{request.Method} {request.Path}" : matching[0];

        bool Matches(string[] pattern) =>
            pattern.Length == parts.Length && pattern.Zip(parts).All(pair => pair.First == pair.Second || pair.First.StartsWith('{'));
    }
}
