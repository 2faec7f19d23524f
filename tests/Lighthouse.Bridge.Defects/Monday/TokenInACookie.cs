namespace Lighthouse.Bridge.Defects.Monday;

[Defect("token-in-a-cookie", "csrf", "the token is also taken from a cookie, which a browser sends whoever asks for it")]
internal sealed class TokenInACookie : IDefect
{
    public static void Seed(IServiceCollection services) => services.Spoil(http =>
    {
        var headers = http.Request.Headers;
        if (headers.Authorization.Count == 0 && http.Request.Cookies["session_token"] is { } token)
            headers.Authorization = "Bearer " + token;
    });
}
