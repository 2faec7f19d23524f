using Lighthouse.Bridge.Identity;
using Microsoft.AspNetCore.Http;

namespace Lighthouse.Bridge.Defects;

/// <summary>The check of who calls, for a defect that also looks at the request itself.</summary>
internal abstract class DecoratedAuthenticator(IAuthenticator inner, IHttpContextAccessor http) : IAuthenticator
{
    protected HttpContext? Http => http.HttpContext;

    public virtual Caller Authenticate(PresentedIdentity presented) => inner.Authenticate(presented);

    /// <summary>Seeds a defect of this kind.</summary>
    protected static void Seed(IServiceCollection services, Func<IAuthenticator, IHttpContextAccessor, IAuthenticator> make)
    {
        services.AddHttpContextAccessor();
        services.Decorate<IAuthenticator>((inner, provider) => make(inner, provider.GetRequiredService<IHttpContextAccessor>()));
    }
}
