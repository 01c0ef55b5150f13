using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Portal.Shared;
using Microsoft.AspNetCore.Components;

namespace ComputeNet.Portal.Features.Sites;

/// <summary>Draws a <see cref="SiteSectionModel{T}"/> of the site that the page is about.</summary>
public abstract class SiteSection<TModel, T> : Screen<TModel> where TModel : SiteSectionModel<T> where T : class
{
    [Parameter, EditorRequired] public SiteId Site { get; set; }

    protected override object? Subject => Site;

    protected override Task OnParametersSetAsync()
    {
        Model.Site = Site;
        return base.OnParametersSetAsync();
    }
}
