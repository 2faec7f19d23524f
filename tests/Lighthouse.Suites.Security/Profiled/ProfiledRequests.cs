using System.Text.Json;
using Lighthouse.Readiness.TargetProfiles;
using Lighthouse.Security.Wire;

namespace Lighthouse.Suites.Security.Profiled;

/// <summary>Turns the requests of a profile into what goes over the wire.</summary>
/// <param name="secrets">The values of the variables that the profile names.</param>
internal sealed class ProfiledRequests(IReadOnlyDictionary<string, string> secrets)
{
    /// <summary>A secret that is not part of a body, such as a password.</summary>
    public string Fill(Template template) => template.Fill(name => secrets[name]);

    /// <summary>The value of a variable.</summary>
    public string Secret(string variable) => secrets[variable];

    public string? BodyOf(ProfiledRequest request) => BodyOf(request, Secret);

    /// <summary>The body with other values than the real ones.</summary>
    public static string? BodyOf(ProfiledRequest request, Func<string, string> value) =>
        request.Body?.Fill(name => Encode(request.BodyKind, value(name)));

    public static string ContentTypeOf(ProfiledRequest request) => request.BodyKind == BodyKind.Form ? "application/x-www-form-urlencoded" : "application/json";

    public RawRequest ToRaw(ProfiledRequest request) => ToRaw(request, Secret, id: null);

    /// <summary>The request with other values than the real ones, or for the resource of an id.</summary>
    public static RawRequest ToRaw(ProfiledRequest request, Func<string, string> value, string? id)
    {
        var body = BodyOf(request, value);
        return new RawRequest(request.Method, id is null ? request.Path : request.Path.Replace("{id}", Uri.EscapeDataString(id), StringComparison.Ordinal))
        {
            ContentType = ContentTypeOf(request),
            Body = id is null ? body : body?.Replace("{id}", Encode(request.BodyKind, id), StringComparison.Ordinal),
        };
    }

    private static string Encode(BodyKind kind, string value) => kind == BodyKind.Form
        ? Uri.EscapeDataString(value)
        : JsonEncodedText.Encode(value).ToString();
}
