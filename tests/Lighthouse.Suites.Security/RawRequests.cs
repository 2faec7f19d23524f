using System.Text;
using Lighthouse.Bridge.Client;
using Lighthouse.Security.Wire;

namespace Lighthouse.Suites.Security;

/// <summary>Turns what the client would send into bytes that go out as they are.</summary>
internal static class RawRequests
{
    public static RawRequest ToRaw(this PreparedRequest request) => new(request.Method.Method, request.Path)
    {
        Headers = request.Headers,
        Body = request.Body is { } body ? Encoding.UTF8.GetString(body.Span) : null,
    };
}
