//! A stream that stays open and says nothing.

use std::{
    marker::PhantomData,
    pin::Pin,
    task::{Context, Poll},
};

use tokio_stream::Stream;
use tokio_util::sync::{CancellationToken, WaitForCancellationFutureOwned};
use tonic::Status;

/// Never yields; ends when the server drains, which it would hold up otherwise.
pub(super) struct Silence<T> {
    drain: Pin<Box<WaitForCancellationFutureOwned>>,
    item: PhantomData<fn() -> T>,
}

impl<T> Silence<T> {
    pub(super) fn until(drain: &CancellationToken) -> Self {
        Self { drain: Box::pin(drain.clone().cancelled_owned()), item: PhantomData }
    }
}

impl<T> Stream for Silence<T> {
    type Item = Result<T, Status>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.drain.as_mut().poll(cx).map(|()| None)
    }
}
