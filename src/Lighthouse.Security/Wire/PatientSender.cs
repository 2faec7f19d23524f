using System.Globalization;

namespace Lighthouse.Security.Wire;

/// <summary>Sends requests and waits out short rate limits, so that what is attacked is the check and not the limiter.</summary>
/// <param name="http">The sender.</param>
/// <param name="context">The longest wait and the clock.</param>
/// <param name="mayRepeat">Whether a request without an answer may be sent once more: not one that could have taken effect unseen.</param>
internal sealed class PatientSender(RawHttp http, AttackContext context, bool mayRepeat)
{
    /// <summary>The answer; null when none came.</summary>
    public async Task<RawResponse?> SendAsync(RawRequest request, CancellationToken cancellation)
    {
        var response = await OnceAsync(request, cancellation);
        if (response is null && mayRepeat)
            response = await OnceAsync(request, cancellation);
        if (response is not { Status: 429 } || WaitOf(response) is not { } wait || wait > context.LongestRetryAfter)
            return response;
        await Task.Delay(wait, context.Time, cancellation);
        return await OnceAsync(request, cancellation) ?? response;
    }

    private static TimeSpan? WaitOf(RawResponse response) =>
        int.TryParse(response.Header("Retry-After"), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? TimeSpan.FromSeconds(seconds) : null;

    private async Task<RawResponse?> OnceAsync(RawRequest request, CancellationToken cancellation)
    {
        try
        {
            return await http.SendAsync(request, cancellation);
        }
        catch (WireException)
        {
            return null;
        }
    }
}
