using Microsoft.AspNetCore.Components;

namespace ComputeNet.Portal.Features.Submit;

/// <summary>A part of the form: whatever is typed into it is news for the whole page, since a changed form needs a new look at the candidates.</summary>
public abstract class FormPart : ComponentBase, IHandleEvent
{
    [Parameter, EditorRequired] public required SubmitViewModel Model { get; set; }

    async Task IHandleEvent.HandleEventAsync(EventCallbackWorkItem item, object? arg)
    {
        await item.InvokeAsync(arg);
        Model.Touch();
    }
}
