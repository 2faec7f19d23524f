using System.Net;
using System.Text;
using System.Text.Json;
using Lighthouse.Bridge.Client;

namespace Lighthouse.Bridge.Tests.Running;

/// <summary>Expectations about answers.</summary>
internal static class Refused
{
    /// <summary>The call is refused with this status and word.</summary>
    public static async Task<BridgeException> WithAsync(int status, string code, Func<Task> call)
    {
        var refusal = await Assert.ThrowsAsync<BridgeException>(call);
        Assert.Equal((status, code), ((int)refusal.StatusCode, refusal.Code));
        return refusal;
    }

    public static async Task<int> StatusOfAsync(this BridgeClient client, PreparedRequest request)
    {
        using var response = await client.SendAsync(request, RunningBridge.Cancellation);
        return (int)response.StatusCode;
    }

    public static async Task<(HttpStatusCode Status, JsonElement Body)> AnswerAsync(this BridgeClient client, PreparedRequest request)
    {
        using var response = await client.SendAsync(request, RunningBridge.Cancellation);
        var body = await response.Content.ReadAsByteArrayAsync(RunningBridge.Cancellation);
        return (response.StatusCode, JsonElement.Parse(body));
    }

    public static ReadOnlyMemory<byte> Json(object body) => JsonSerializer.SerializeToUtf8Bytes(body);

    public static ReadOnlyMemory<byte> Text(string body) => Encoding.UTF8.GetBytes(body);
}
