//! The views as their readers get them.

mod demo;
mod hostile_text;
mod views;
