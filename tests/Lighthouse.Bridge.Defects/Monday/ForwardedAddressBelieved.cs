using System.Net;

namespace Lighthouse.Bridge.Defects.Monday;

[Defect("forwarded-address-believed", "session-hijacking", "X-Forwarded-For is taken for the address of a connection, from whomever it comes")]
internal sealed class ForwardedAddressBelieved : IDefect
{
    public static void Seed(IServiceCollection services) => services.BeforeEach((http, next) =>
    {
        if (IPAddress.TryParse(http.Request.Headers["X-Forwarded-For"].ToString(), out var address))
            http.Connection.RemoteIpAddress = address;
        return next(http);
    });
}
