using System.Text.Json;

namespace Lighthouse.Bridge.Client;

/// <summary>Sends prepared requests, each within a bound of time, and turns refusals into <see cref="BridgeException"/>.</summary>
internal sealed class Transport(HttpClient http, TimeSpan requestTimeout)
{
    public async Task<HttpResponseMessage> SendAsync(PreparedRequest request, TimeSpan extra, CancellationToken cancellation)
    {
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        bound.CancelAfter(requestTimeout + extra);
        using var message = request.ToMessage();
        try
        {
            return await http.SendAsync(message, HttpCompletionOption.ResponseContentRead, bound.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new TimeoutException($"{request.Method} {request.Path} was not answered within {(requestTimeout + extra).TotalSeconds:0.#} s.");
        }
    }

    /// <summary>Sends a request whose answer is read while it comes; the bound holds until it begins.</summary>
    public async Task<HttpResponseMessage> StreamAsync(PreparedRequest request, CancellationToken cancellation)
    {
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        bound.CancelAfter(requestTimeout);
        using var message = request.ToMessage();
        try
        {
            var response = await http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, bound.Token);
            if (response.IsSuccessStatusCode) return response;
            using (response)
                throw Refusal(response, await response.Content.ReadAsByteArrayAsync(bound.Token));
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new TimeoutException($"{request.Method} {request.Path} was not answered within {requestTimeout.TotalSeconds:0.#} s.");
        }
    }

    public async Task<T> CallAsync<T>(PreparedRequest request, TimeSpan extra, CancellationToken cancellation)
    {
        using var response = await SendAsync(request, extra, cancellation);
        var body = await response.Content.ReadAsByteArrayAsync(cancellation);
        if (!response.IsSuccessStatusCode) throw Refusal(response, body);
        try
        {
            return JsonSerializer.Deserialize<T>(body, WireJson.Options) ?? throw new JsonException("The body is null.");
        }
        catch (JsonException problem)
        {
            throw new BridgeException(response.StatusCode, "unreadable_reply", problem.Message);
        }
    }

    private static BridgeException Refusal(HttpResponseMessage response, byte[] body)
    {
        var retryAfter = response.Headers.RetryAfter?.Delta;
        try
        {
            var error = JsonSerializer.Deserialize<ErrorReply>(body, WireJson.Options)?.Error;
            if (error is not null) return new(response.StatusCode, error.Code, error.Message, retryAfter);
        }
        catch (JsonException)
        {
            // Not the bridge's own error: something between us and it answered.
        }

        return new(response.StatusCode, "unreadable_reply", response.ReasonPhrase ?? response.StatusCode.ToString(), retryAfter);
    }
}
