// Hears notices while no page is open. A notice of the same name replaces the one before: twice is once.
self.addEventListener('push', event => {
  if (!event.data) return;
  const notice = event.data.json();
  event.waitUntil(self.registration.showNotification(notice.title, {
    body: notice.body, tag: notice.tag, data: { link: notice.link },
  }));
});

self.addEventListener('notificationclick', event => {
  event.notification.close();
  event.waitUntil(clients.openWindow(event.notification.data.link));
});
