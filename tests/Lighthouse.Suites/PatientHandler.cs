using System.Net;

namespace Lighthouse.Suites;

/// <summary>Waits out a limit and asks again: what prepares a measurement goes at the pace that the target allows.</summary>
/// <param name="inner">Sends.</param>
internal sealed class PatientHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);
    private const int MostTries = 20;

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var response = await base.SendAsync(request, cancellationToken);
            if (response.StatusCode != HttpStatusCode.TooManyRequests || attempt == MostTries || response.Headers.RetryAfter?.Delta is not { } wait || wait > LongestWait)
                return response;
            response.Dispose();
            await Task.Delay(wait, cancellationToken);
        }
    }
}
