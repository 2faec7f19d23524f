using System.Net;
using System.Text.Json;

namespace Lighthouse.Suites.Resilience;

/// <summary>The other end of an alert hook: an HTTP server on loopback that keeps what it was told.</summary>
internal sealed class AlertReceiver : IDisposable
{
    private readonly HttpListener listener = new();
    private readonly TaskCompletionSource<JsonElement> received = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public AlertReceiver()
    {
        Address = new Uri($"http://127.0.0.1:{Targets.FreePort.Find()}/alert/");
        listener.Prefixes.Add(Address.AbsoluteUri);
        listener.Start();
        _ = ReceiveAsync();
    }

    /// <summary>Where alerts go.</summary>
    public Uri Address { get; }

    /// <summary>The first alert.</summary>
    public Task<JsonElement> Received => received.Task;

    public void Dispose() => listener.Close();

    private async Task ReceiveAsync()
    {
        try
        {
            var context = await listener.GetContextAsync();
            using var body = await JsonDocument.ParseAsync(context.Request.InputStream);
            received.TrySetResult(body.RootElement.Clone());
            context.Response.StatusCode = (int)HttpStatusCode.NoContent;
            context.Response.Close();
        }
        catch (Exception problem)
        {
            received.TrySetException(problem);
        }
    }
}
