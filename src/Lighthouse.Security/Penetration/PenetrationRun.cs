using Lighthouse.Security.AuthBypass;
using Lighthouse.Security.OpenApi;
using Lighthouse.Security.Penetration.Fuzzing;
using Lighthouse.Security.Wire;

namespace Lighthouse.Security.Penetration;

/// <summary>What the classes share while one attack runs.</summary>
internal sealed class PenetrationRun(AttackContext context, PenetrationOptions options, OpenApiDescription description, Canaries canaries, PenetrationLog log)
{
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(5);

    public AttackContext Context => context;

    public PenetrationOptions Options => options;

    public IReadOnlyList<OpenApiOperation> Operations { get; } = [.. description.Operations.Where(operation => !options.Excluded.Contains(operation.Id))];

    public Canaries Canaries => canaries;

    public PenetrationLog Log => log;

    /// <summary>A sender of single requests.</summary>
    public RawHttp Http { get; } = new(context.Target, context.AnswerTimeout < LongestAnswer ? context.AnswerTimeout : LongestAnswer, context.Time);

    /// <summary>The request that is answered while the target works.</summary>
    public RawRequest Health { get; } = new("GET", options.HealthPath) { Headers = [.. context.Headers] };

    /// <summary>The answer, null when none came, and how long it took.</summary>
    public async Task<(RawResponse? Response, TimeSpan Elapsed)> SendAsync(RawRequest request, CancellationToken cancellation)
    {
        var begun = context.Time.GetTimestamp();
        RawResponse? response = null;
        try
        {
            response = await Http.SendAsync(request, cancellation);
        }
        catch (WireException)
        {
            // No answer is what the caller is told.
        }

        return (response, context.Time.GetElapsedTime(begun));
    }

    /// <summary>The operation with a fresh token and a legitimate request.</summary>
    public async Task<Subject> SubjectAsync(OpenApiOperation operation, CancellationToken cancellation) =>
        await SubjectAsync(operation, await TokenAsync(cancellation), cancellation);

    /// <summary>The operation with a token and a legitimate request.</summary>
    public async Task<Subject> SubjectAsync(OpenApiOperation operation, string token, CancellationToken cancellation) =>
        new(operation, await ExampleAsync(operation, token, cancellation), operation.IsPublic ? null : (options.Carrier, token), context.Headers);

    /// <summary>A fresh token, masked from now on.</summary>
    public async Task<string> TokenAsync(CancellationToken cancellation) => Known(await options.FreshToken(cancellation));

    /// <summary>A legitimate request without a token.</summary>
    public async Task<RawRequest> BareAsync(OpenApiOperation operation, string token, CancellationToken cancellation) =>
        OperationRequest.For(operation, await ExampleAsync(operation, token, cancellation), context.Headers);

    /// <summary>Remembers a token so that it is masked.</summary>
    public string Known(string token)
    {
        log.Hide(token);
        return token;
    }

    /// <summary>Whether an operation that needs no token answers its example by a refusal: without a token that is the legitimate answer.</summary>
    public bool IsExpectedRefusal(OpenApiOperation operation, RawResponse? response) => operation.IsPublic && response is { Status: 401 or 403 };

    private async Task<OperationExample> ExampleAsync(OpenApiOperation operation, string token, CancellationToken cancellation) =>
        options.Examples.TryGetValue(operation.Id, out var make) ? await make(token, cancellation) : new OperationExample();
}
